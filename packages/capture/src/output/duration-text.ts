const UNITS = [
  { name: 'us', perUnitNs: 1e3 },
  { name: 'ms', perUnitNs: 1e6 },
  { name: 's', perUnitNs: 1e9 },
] as const;
const SECONDS = UNITS[2];
/** From here on a time has more than three digits: whole seconds, however many. */
const ALL_SECONDS_NS = 1_000_000_000_000n;
const HALF_A_SECOND_NS = 500_000_000n;
/** From here three digits would round to a thousand of the unit. */
const LARGEST = 999.5;

/**
 * Gives a time span of 0 or more in three significant digits and the unit that suits them, in ASCII: `870ns`, `28.1us`,
 * `1.25ms`, `2.03s`, `3600s`.
 */
export function durationText(durationNs: bigint): string {
  if (durationNs < 1000n) {
    return `${durationNs}ns`;
  }
  if (durationNs >= ALL_SECONDS_NS) {
    return `${(durationNs + HALF_A_SECOND_NS) / (2n * HALF_A_SECOND_NS)}s`;
  }
  const ns = Number(durationNs);
  const { name, perUnitNs } = UNITS.find((unit) => ns / unit.perUnitNs < LARGEST) ?? SECONDS;
  return `${threeDigits(ns / perUnitNs)}${name}`;
}

function threeDigits(value: number): string {
  if (value < 9.995) {
    return value.toFixed(2);
  }
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}
