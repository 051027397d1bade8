/** Gives a time as `2026-01-02 03:04:05`, in UTC; empty where it is not known, or no date. */
export function secondText(timestampNs: bigint | null): string {
  const date = new Date(timestampNs === null ? NaN : Number(timestampNs / 1_000_000n));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 19).replace('T', ' ');
}
