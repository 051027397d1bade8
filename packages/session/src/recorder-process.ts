import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RecorderProcess, SessionFile } from './recording';

/** Gives this process as a session.json names it. */
export function thisProcess(): RecorderProcess {
  return { pid: process.pid, startTicks: startTicks(process.pid) };
}

/** True while the process that writes the recording runs on this host. */
export function isRecorderAlive(session: SessionFile): boolean {
  const { recorder } = session;
  if (!recorder || session.host !== hostname()) return false;
  const ticks = startTicks(recorder.pid);
  return ticks !== null && (recorder.startTicks === null || recorder.startTicks === ticks);
}

/** Field 22 of proc_pid_stat(5), counted behind the command name, which may hold blanks and brackets itself. */
function startTicks(pid: number): number | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z' || fields[0] === 'X';
  const ticks = Number(fields[22 - 3]);
  return isZombie || !Number.isSafeInteger(ticks) ? null : ticks;
}
