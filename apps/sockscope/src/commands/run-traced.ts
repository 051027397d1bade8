import { createInterface } from 'node:readline';
import { runProgram, sessionTracePath, tracePathFromEnvironment, type ProgramOptions } from '@sockscope/core';
import { Interrupt } from '../interrupt';
import { say } from '../output';

/** Where the user wants the trace; `calls` is a file, `session` a session directory. */
export interface TraceOptions {
  readonly calls?: string;
  readonly session?: string;
}

function tracePath(role: 'server' | 'client', { calls, session }: TraceOptions): string | null {
  if (calls !== undefined) return calls;
  return session === undefined ? tracePathFromEnvironment(role) : sessionTracePath(session, role);
}

/** Runs a traced program on this process's terminal until its end or a signal; resolves to the exit status. */
export async function runTraced(options: ProgramOptions, trace: TraceOptions): Promise<number> {
  const { role } = options;
  const toEnd = options.count === undefined ? '; Ctrl-C ends it' : '';
  const interrupt = new Interrupt((name) => name ?? 'SIGTERM');
  const input = role === 'client' ? createInterface({ input: process.stdin, crlfDelay: Infinity }) : null;
  interrupt.signal.addEventListener('abort', () => input?.close());
  try {
    const { status } = await runProgram({
      ...options,
      tracePath: tracePath(role, trace),
      ...(input && { input }),
      onPrint: (text) => void process.stdout.write(text),
      onReport: say,
      onListening: ({ address, port }) => say(`${options.protocol} server on ${address} port ${port}${toEnd}`),
      stop: interrupt.signal,
    });
    return status;
  } finally {
    input?.close();
    interrupt.release();
  }
}
