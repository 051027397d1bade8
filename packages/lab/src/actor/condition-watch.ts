import { readFileSync } from 'node:fs';
import { SIOCINQ, SIOCOUTQ, SIOCOUTQNSD } from '@sockscope/core';
import type { SocketApi } from '@sockscope/core';
import type { Condition } from '../script/step';
import { readTcpInfo } from './tcp-info';

const POLL_MS = 1;
/** @see tcp(7), udp(7) */
const QUEUES = { unread: SIOCINQ, unacknowledged: SIOCOUTQ, unsent: SIOCOUTQNSD } as const;
/** futex(2) by machine: a thread that sleeps in it waits for its own engine, not in a socket call. */
const FUTEX = process.arch === 'x64' ? 202 : 98;

/** What can be looked up beside the thread that makes the calls. */
export interface Watched {
  readonly sockets: SocketApi;
  /** Gives an open descriptor of the script; null where there is none of that name yet. */
  descriptor(this: void, name: string): number | null;
  /** Whether the thread has entered a call and not come back. */
  isInside(this: void): boolean;
  /** The thread's folder in /proc. */
  readonly taskPath: string;
}

/** Waits for a condition. @returns null when it came true, else what was found when the time was over */
export async function awaitCondition(
  condition: Condition,
  watched: Watched,
  timeoutMs: number,
): Promise<string | null> {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const found = lookUp(condition, watched);
    if (found === null || performance.now() > endMs) return found;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** @returns null where the condition is true, else what is found instead */
function lookUp(condition: Condition, watched: Watched): string | null {
  if (condition.kind === 'inside') return isAsleep(watched) ? null : 'the thread is not asleep in a call';
  const fd = watched.descriptor(condition.fd);
  if (fd === null) return `there is no descriptor ${condition.fd}`;
  switch (condition.kind) {
    case 'unread':
    case 'unacknowledged':
    case 'unsent': {
      const bytes = queueBytes(watched.sockets, fd, QUEUES[condition.kind]);
      const isWithin = bytes >= (condition.least ?? 0) && bytes <= (condition.most ?? Infinity);
      return isWithin ? null : `${bytes} bytes are ${condition.kind}`;
    }
    case 'stalled': {
      const held = queueBytes(watched.sockets, fd, SIOCOUTQNSD);
      const inFlight = queueBytes(watched.sockets, fd, SIOCOUTQ) - held;
      return held > 0 && inFlight === 0 ? null : `${inFlight} bytes are in flight and ${held} held back`;
    }
    case 'tcp-state': {
      const state = readTcpInfo(watched.sockets, fd)?.state ?? 'UNKNOWN';
      return state === condition.state ? null : `its state is ${state}`;
    }
    case 'tcp-info': {
      const value = readTcpInfo(watched.sockets, fd)?.[condition.field] ?? -1;
      return value >= condition.least ? null : `${condition.field} is ${value}`;
    }
  }
}

function queueBytes(sockets: SocketApi, fd: number, queue: number): number {
  const bytes = new Int32Array(1);
  const result = sockets.ioctl(fd, queue, bytes);
  return result < 0 ? result : (bytes[0] ?? 0);
}

/** @see proc_pid_syscall(5): `running`, or the number of the call that the thread sleeps in */
function isAsleep({ isInside, taskPath }: Watched): boolean {
  if (!isInside()) return false;
  const [call = ''] = readFileSync(`${taskPath}/syscall`, 'utf8').split(' ');
  return /^\d+$/.test(call) && Number(call) !== FUTEX && isInside();
}
