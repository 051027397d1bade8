import type { RecordBatch } from './record-batch';

const NS_PER_SECOND = 1_000_000_000n;

// Times are asked for a second after the other, mostly.
let lastSeconds = 0;
let lastSecondsNs = 0n;

/** Gives a time as nanoseconds since the epoch; null for seconds that are NaN. */
export function timestampNs(seconds: number, nanoseconds: number): bigint | null {
  if (Number.isNaN(seconds)) {
    return null;
  }
  if (seconds !== lastSeconds) {
    lastSeconds = seconds;
    lastSecondsNs = BigInt(seconds) * NS_PER_SECOND;
  }
  return lastSecondsNs + BigInt(nanoseconds);
}

/** Gives the time of a batch's record. */
export function recordTimestampNs({ seconds, nanoseconds }: RecordBatch, index: number): bigint | null {
  return timestampNs(seconds[index] ?? NaN, nanoseconds[index] ?? 0);
}
