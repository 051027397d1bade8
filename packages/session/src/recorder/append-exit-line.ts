import { appendFileSync, closeSync, fstatSync, openSync, readSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exitLine, parseTraceLine, parseTraceTime } from '@sockscope/core/trace';
import { sessionTime } from '../session-file';
import { TRACE_FILE_SUFFIX } from '../session-layout';
import type { ProgramEnd } from './program';

const LINE_FEED = 0x0a;
/** A first or last line longer than this is no process or exit line. */
const LOOKED_AT_BYTES = 65_536;

/**
 * Completes the trace of a program that could not do so itself because it was killed: appends its exit line, after a
 * line feed where the last line was cut. A trace that has its exit line is left alone. Descendants of the program are
 * not ours to wait for, so how they ended is not known and not written.
 */
export function appendExitLine(callsPath: string, pid: number, { status, signal }: ProgramEnd): void {
  const timeNs = parseTraceTime(sessionTime()) ?? 0n;
  for (const name of readdirSync(callsPath).filter((file) => file.endsWith(TRACE_FILE_SUFFIX))) {
    const path = join(callsPath, name);
    const ends = readEnds(path);
    if (processOf(ends.head) !== pid || hasExitLine(ends.tail)) continue;
    const lineFeed = ends.tail.at(-1) === LINE_FEED ? '' : '\n';
    appendFileSync(path, `${lineFeed}${exitLine({ timeNs, status, signal })}\n`);
  }
}

function readEnds(path: string): { head: Buffer; tail: Buffer } {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const read = (offset: number): Buffer => {
      const bytes = Buffer.alloc(Math.min(LOOKED_AT_BYTES, size - offset));
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset));
    };
    return { head: read(0), tail: read(Math.max(0, size - LOOKED_AT_BYTES)) };
  } finally {
    closeSync(descriptor);
  }
}

function processOf(head: Buffer): number | null {
  const line = parseTraceLine(head.subarray(0, Math.max(0, head.indexOf(LINE_FEED))).toString('utf8'));
  return line.kind === 'process' ? line.process.pid : null;
}

function hasExitLine(tail: Buffer): boolean {
  const lastLine = tail.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
  return parseTraceLine(lastLine).kind === 'exit';
}
