const UNITS = [
  { name: 'µs', ascii: 'us', perUnitNs: 1e3 },
  { name: 'ms', ascii: 'ms', perUnitNs: 1e6 },
  { name: 's', ascii: 's', perUnitNs: 1e9 },
] as const;

const LARGEST = 999.5;

/**
 * Gives a time span for reading, in three significant digits and the unit that suits them: `870ns`, `28.1µs`, `1.25ms`,
 * `2.03s`. At most six cells below a thousand seconds. Negative spans have a `-`. `us` where only ASCII may be printed.
 */
export function durationText(durationNs: bigint, { ascii = false }: { readonly ascii?: boolean } = {}): string {
  if (durationNs < 0n) return `-${durationText(-durationNs, { ascii })}`;
  if (durationNs < 1000n) return `${durationNs}ns`;
  const ns = Number(durationNs);
  // 999.6 of a unit would be rounded to 1000 of it.
  const unit = UNITS.find(({ perUnitNs }) => ns / perUnitNs < LARGEST) ?? UNITS[2];
  return threeDigits(ns / unit.perUnitNs) + (ascii ? unit.ascii : unit.name);
}

function threeDigits(value: number): string {
  if (value < 9.995) return value.toFixed(2);
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}
