const UNITS_NS: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['µs', 1e3],
  ['μs', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['min', 60e9],
  ['h', 3600e9],
]);

const DURATION = /^(-?\d{1,15}(?:\.\d{0,12})?|-?\.\d{1,12})(\D*)$/;

/** Reads `1ms`, `1.5s`, `250us`; a number without a unit is seconds, as in Wireshark. Nanoseconds, or null. */
export function parseDuration(text: string): number | null {
  const [, number, unit] = DURATION.exec(text) ?? [];
  const perUnitNs = UNITS_NS.get(unit === '' ? 's' : (unit?.toLowerCase() ?? ''));
  return number === undefined || perUnitNs === undefined ? null : Math.round(Number(number) * perUnitNs);
}

/** Gives nanoseconds in the largest unit that needs no decimals; parseDuration() gives them back. */
export function durationValueText(durationNs: number): string {
  for (const unit of ['s', 'ms', 'us'] as const) {
    const perUnitNs = UNITS_NS.get(unit) ?? 1;
    if (durationNs !== 0 && durationNs % perUnitNs === 0) return `${durationNs / perUnitNs}${unit}`;
  }
  return `${durationNs}ns`;
}
