const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Gives a number of bytes in at most eight cells: whole below 100,000, then in thousands. */
export function byteCountText(bytes: number): string {
  if (bytes < 100_000) return `${bytes} B`;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = value.toFixed(value < 99.95 ? 1 : 0);
  return `${text} ${UNITS[unit] ?? ''}`;
}
