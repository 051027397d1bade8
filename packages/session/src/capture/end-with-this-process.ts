import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Waits for the end of its input, which nobody writes to, and ends the process whose id it was given. */
const GUARD = 'read -r _; kill -INT "$0"';

/**
 * Ends another process when this one is gone, even by SIGKILL: a shell waits at a pipe whose other end only this process
 * holds. No user's text reaches the shell.
 *
 * @param pid A child of this process.
 * @returns what dismisses the guard; to be called as soon as the child has ended, because its id may then be another's.
 */
export function endWithThisProcess(pid: number): () => void {
  // A process group of its own: Ctrl-C must not take the guard away before what it guards.
  const guard = spawn('/bin/sh', ['-c', GUARD, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // Where it cannot be started this process still ends its child, unless it is killed.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  (guard.stdin as Socket).unref();
  return () => void guard.kill('SIGKILL');
}
