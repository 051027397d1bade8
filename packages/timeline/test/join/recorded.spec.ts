import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCaptureFile } from '@sockscope/capture';
import { parseTrace } from '@sockscope/core/trace';
import { buildTimeline } from '../../src';
import type { Timeline } from '../../src';
import { linkTexts, ownerTexts } from './scenario';

const FIXTURES = join(__dirname, '../../fixtures');

async function recorded(name: string, traced: readonly string[] = ['server', 'client']): Promise<Timeline> {
  const { packets, connections } = await readCaptureFile(join(FIXTURES, name, 'packets.pcap'));
  const traces = traced
    .map((role) => join(FIXTURES, name, `${role}.jsonl`))
    .filter((path) => existsSync(path))
    .map((path) => parseTrace(readFileSync(path)).trace);
  return buildTimeline({ traces, packets, connections });
}

const RECORDINGS = ['article-tcp', 'waits-before-accept', 'article-udp', 'refused', 'echo-ipv6'];

describe('buildTimeline() of real recordings', () => {
  it.each(RECORDINGS)('knows the owner of every packet of %s', async (name) => {
    const timeline = await recorded(name);
    expect(timeline.packets.length).toBeGreaterThan(0);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.problems).toEqual([]);
    expect(timeline.calls.filter(({ inferred }) => inferred)).toEqual([]);
  });

  it.each(RECORDINGS)('knows the owner of every packet of %s without its traces', async (name) => {
    const timeline = await recorded(name, []);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.calls.every(({ inferred }) => inferred)).toBe(true);
  });

  it.each(RECORDINGS)(
    'makes no call of %s later than what it caused, or return before what it waited for',
    async (name) => {
      for (const link of linkTexts(await recorded(name))) {
        expect(link).not.toMatch(/causes \d+ earlier|completes \d+ later/);
      }
    },
  );

  it('shows that the SYN-ACK came before accept() was called', async () => {
    const { packets, connections } = await recorded('waits-before-accept');
    expect(packets[1]?.owner).toMatchObject({
      reason: 'handshake-answer',
      text: expect.stringContaining('accept() has not been called yet') as string,
    });
    expect(connections[0]?.phases.ackToAcceptReturnNs).toBeGreaterThan(0n);
  });
});
