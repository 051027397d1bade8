import { linux } from './linux';

const CLOCK_REALTIME = 0;
const PR_SET_TIMERSLACK = 29;
const PRIO_PROCESS = 0;
const HIGHEST_PRIORITY = -20;
const NANOSECONDS = 1_000_000_000n;

const timespec = new BigInt64Array(2);

/** Gives CLOCK_REALTIME in nanoseconds since the Unix epoch: what packets and calls are stamped with. */
export function realtimeNs(): bigint {
  linux().clock_gettime(CLOCK_REALTIME, timespec);
  return (timespec[0] ?? 0n) * NANOSECONDS + (timespec[1] ?? 0n);
}

/**
 * Lets the calling thread's waits end as exactly as they can: the kernel would add up to 50 microseconds, and other programs
 * would go first. Without rights to it the second half stays undone.
 */
export function makeTimersExact(): void {
  linux().prctl(PR_SET_TIMERSLACK, 1);
  linux().setpriority(PRIO_PROCESS, 0, HIGHEST_PRIORITY);
}
