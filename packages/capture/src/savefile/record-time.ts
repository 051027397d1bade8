import type { RecordBatch } from './record-batch';

const NS_PER_SECOND = 1_000_000_000n;

/** Gives a time as nanoseconds since the epoch; null for seconds that are NaN. */
export function timestampNs(seconds: number, nanoseconds: number): bigint | null {
  return Number.isNaN(seconds) ? null : BigInt(seconds) * NS_PER_SECOND + BigInt(nanoseconds);
}

/** Gives the time of a batch's record. */
export function recordTimestampNs({ seconds, nanoseconds }: RecordBatch, index: number): bigint | null {
  return timestampNs(seconds[index] ?? NaN, nanoseconds[index] ?? 0);
}
