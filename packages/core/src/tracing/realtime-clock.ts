import { libc } from '../native/libc';

const CLOCK_REALTIME = 0;
const NANOSECONDS = 1_000_000_000n;
/** Tries of one measurement; the tightest bounds of them count, so that an interruption does no harm. */
const TRIES = 16;

/**
 * Turns monotonic nanoseconds into nanoseconds of CLOCK_REALTIME since the Unix epoch.
 *
 * A call is stamped with process.hrtime.bigint() (CLOCK_MONOTONIC), the cheapest clock of Node. On Linux both
 * clocks run at one rate, slewing included, and differ by a number that changes only when somebody sets the time
 * (clock_gettime(2), adjtimex(2)). That number is bounded from both sides by reading the clocks in turn, tighter with
 * every measurement; when new bounds contradict the old ones the time was set, and the new ones count from there on.
 */
export class RealtimeClock {
  private low = 0n;
  private high = -1n;

  private readonly readRealtimeNs: () => bigint;

  constructor(readRealtimeNs: () => bigint = realtimeNs) {
    this.readRealtimeNs = readRealtimeNs;
    this.measure();
  }

  /** What is added to the monotonic time. */
  get offsetNs(): bigint {
    return (this.low + this.high) / 2n;
  }

  /** How far at most `offsetNs` may be off. */
  get uncertaintyNs(): bigint {
    return (this.high - this.low + 1n) / 2n;
  }

  /** Now, in nanoseconds since the Unix epoch. */
  nowNs(): bigint {
    return process.hrtime.bigint() + this.offsetNs;
  }

  /** Measures again; to be called from time to time, so that a set clock is noticed. */
  measure(): void {
    const { low, high } = this.bounds();
    const wasSet = low > this.high || high < this.low;
    this.low = wasSet || low > this.low ? low : this.low;
    this.high = wasSet || high < this.high ? high : this.high;
  }

  private bounds(): { low: bigint; high: bigint } {
    let low: bigint | null = null;
    let high: bigint | null = null;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = process.hrtime.bigint();
      const real = this.readRealtimeNs();
      const after = process.hrtime.bigint();
      if (low === null || real - after > low) low = real - after;
      if (high === null || real - before < high) high = real - before;
    }
    return low !== null && high !== null && low <= high ? { low, high } : this.bounds();
  }
}

const timespec = new BigInt64Array(2);

/** Gives CLOCK_REALTIME in nanoseconds since the Unix epoch, straight from clock_gettime(2). */
export function realtimeNs(): bigint {
  libc().clock_gettime(CLOCK_REALTIME, timespec);
  return (timespec[0] ?? 0n) * NANOSECONDS + (timespec[1] ?? 0n);
}
