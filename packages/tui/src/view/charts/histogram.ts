/** How many values lie in `[from, to)`; the last bin holds its `to` as well. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Values whose largest is more than this many times the smallest are divided on a logarithmic scale. */
const LINEAR_UP_TO = 8;

/** Gives a histogram with at most `mostBins` bins of one width, on a logarithmic scale where the values spread wide. */
export function histogram(values: readonly number[], mostBins: number): readonly Bin[] {
  if (values.length === 0 || mostBins < 1) return [];
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  if (least === most) return [{ from: least, to: most, count: values.length }];
  const isLogarithmic = most > Math.max(1, least) * LINEAR_UP_TO;
  const scale = isLogarithmic ? Math.log : (value: number) => value;
  const unscale = isLogarithmic ? Math.exp : (value: number) => value;
  const start = scale(Math.max(isLogarithmic ? 1 : 0, least));
  const step = (scale(most) - start) / mostBins;
  // Values as close as the smallest doubles leave no width to divide.
  if (step === 0) return [{ from: least, to: most, count: values.length }];
  const counts = new Array<number>(mostBins).fill(0);
  for (const value of values) {
    const place = Math.floor((scale(Math.max(isLogarithmic ? 1 : 0, value)) - start) / step);
    const bin = Math.max(0, Math.min(mostBins - 1, place));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  // The ends are the values themselves: logarithms there and back miss them by a hair.
  const edge = (i: number): number => (i === 0 ? least : i === mostBins ? most : unscale(start + i * step));
  return counts.map((count, i) => ({ from: edge(i), to: edge(i + 1), count }));
}

/** Gives the place of the bin that holds a value; null where none does. */
export function binOf(bins: readonly Bin[], value: number): number | null {
  const place = bins.findIndex(
    ({ from, to }, i) => value >= from && (value < to || (i === bins.length - 1 && value <= to)),
  );
  return place < 0 ? null : place;
}
