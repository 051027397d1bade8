import { libc } from '../native/libc';

const CLOCK_REALTIME = 0;
const NANOSECONDS = 1_000_000_000n;

/**
 * Reads CLOCK_REALTIME, the clock that the kernel stamps packets with, straight into `timespec`: no other clock and no
 * measured difference can put a call on the wrong side of its packet, also where somebody sets the time.
 *
 * @param timespec C's struct timespec in 32-bit words: `[0]` are the seconds, `[2]` the nanoseconds.
 * @see clock_gettime(2)
 */
export function readRealtime(timespec: Int32Array): void {
  libc().clock_gettime(CLOCK_REALTIME, timespec);
}

/** Gives nanoseconds since the Unix epoch. @param seconds As readRealtime() gives them: 32 bits, good until 2106. */
export function nanosecondsOf(seconds: number, nanoseconds: number): bigint {
  return BigInt(seconds >>> 0) * NANOSECONDS + BigInt(nanoseconds);
}

const timespec = new Int32Array(4);

/** Gives CLOCK_REALTIME in nanoseconds since the Unix epoch. */
export function realtimeNs(): bigint {
  readRealtime(timespec);
  return nanosecondsOf(timespec[0] ?? 0, timespec[2] ?? 0);
}
