import { join } from 'node:path';

/** Names the directory of the recording that a program belongs to; its recorder sets it. */
export const SESSION_VARIABLE = 'SOCKSCOPE_SESSION';

/** Gives where a process keeps its trace in a recording: `DIR/calls/server-4711.jsonl`. */
export function sessionTracePath(directory: string, role: 'server' | 'client', pid = process.pid): string {
  return join(directory, 'calls', `${role}-${pid}.jsonl`);
}

/** Gives where this process is to keep its trace by its environment; null where no recording is under way. */
export function tracePathFromEnvironment(role: 'server' | 'client'): string | null {
  const directory = process.env[SESSION_VARIABLE];
  return directory === undefined || directory === '' ? null : sessionTracePath(directory, role);
}
