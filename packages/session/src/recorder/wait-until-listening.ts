import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TraceReader } from '@sockscope/core/trace';
import type { ProcessTrace } from '@sockscope/core/trace';
import { FileTail } from '../load/file-tail';

const POLL_MS = 10;

/**
 * Settles with true once the trace of a server shows that it can be reached: listen() returned 0, or for UDP bind().
 * Its output is not looked at. Settles with false where `giveUp()` becomes true first.
 */
export async function waitUntilListening(
  callsPath: string,
  protocol: 'tcp' | 'udp',
  giveUp: () => boolean,
): Promise<boolean> {
  const traces = new Map<string, { tail: FileTail; reader: TraceReader }>();
  for (;;) {
    for (const name of readdirSync(callsPath)) {
      const trace = traces.get(name) ?? { tail: new FileTail(join(callsPath, name)), reader: new TraceReader() };
      traces.set(name, trace);
      for (let bytes = trace.tail.read(); bytes; bytes = trace.tail.read()) trace.reader.push(bytes);
      if (isListening(trace.reader.trace, protocol)) return true;
    }
    if (giveUp()) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function isListening({ process, calls }: ProcessTrace, protocol: 'tcp' | 'udp'): boolean {
  const opening = protocol === 'tcp' ? 'listen' : 'bind';
  return process.role === 'server' && calls.some(({ call, result }) => call === opening && result === 0);
}
