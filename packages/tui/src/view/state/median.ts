/** Gives the median of those that are known, the lower one of an even number; null where none is. */
export function medianNs(times: readonly (bigint | null)[]): bigint | null {
  const known = times.filter((time) => time !== null).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return known[(known.length - 1) >> 1] ?? null;
}
