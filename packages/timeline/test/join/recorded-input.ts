import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCaptureFile } from '@sockscope/capture';
import { parseTrace } from '@sockscope/core/trace';
import type { TimelineInput } from '../../src';

const FIXTURES = join(__dirname, '../../fixtures');

/** Real recordings among the fixtures. */
export const RECORDED = [
  'article-tcp',
  'waits-before-accept',
  'article-udp',
  'refused',
  'echo-ipv6',
  'nonblocking-connect',
  'self-connect',
];

/** A real recording. @param traced whose traces are taken */
export async function recordedInput(
  name: string,
  traced: readonly string[] = ['server', 'client'],
): Promise<TimelineInput> {
  const { packets, connections } = await readCaptureFile(join(FIXTURES, name, 'packets.pcap'));
  const traces = traced
    .map((role) => join(FIXTURES, name, `${role}.jsonl`))
    .filter((path) => existsSync(path))
    .map((path) => parseTrace(readFileSync(path)).trace);
  return { traces, packets, connections };
}
