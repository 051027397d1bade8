import type { LadderRow } from '@sockscope/timeline';

/** Nanoseconds that one line stands for, from close to far. */
export const RULER_SCALES: readonly number[] = [
  1e2, 3e2, 1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 1e8, 3e8, 1e9,
];

/** A wait with more lines is drawn with a break. */
const MOST_LINES = 6;
const LINES_WITH_BREAK = 3;

/** The first rows tell how quick a recording is. */
const MOST_ROWS = 10_000;

/** Gives the scale at which most steps take a line or two. */
export function scaleFor(rows: readonly LadderRow[]): number {
  const steps = rows.slice(0, MOST_ROWS).flatMap(({ deltaNs }) => (deltaNs === null ? [] : [Number(deltaNs)]));
  const median = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  return RULER_SCALES.find((scale) => scale * 2 >= median) ?? 1e9;
}

/** Gives the scale `by` steps coarser, or finer with a negative number. */
export function scaleBeside(scale: number, by: number): number {
  const place = Math.max(0, RULER_SCALES.indexOf(scale)) + by;
  return RULER_SCALES[Math.max(0, Math.min(RULER_SCALES.length - 1, place))] ?? scale;
}

/** The lines before a row in which nothing happens. */
export interface RulerGap {
  readonly lines: number;
  /** How long it was, where the lines do not say it: there is a break in them. */
  readonly brokenNs: bigint | null;
}

/** Gives the gap before a row. */
export function gapBefore(row: LadderRow | undefined, scaleNs: number): RulerGap {
  const deltaNs = row?.deltaNs ?? 0n;
  // Rows one line apart stand one below the other.
  const lines = Math.max(0, Math.round(Number(deltaNs) / scaleNs) - 1);
  return lines <= MOST_LINES ? { lines, brokenNs: null } : { lines: LINES_WITH_BREAK, brokenNs: deltaNs };
}

/** A line of the ladder with a ruler: a row by its place, or what is between it and the row before. */
export type RulerLine =
  | { readonly kind: 'row'; readonly place: number }
  | { readonly kind: 'gap'; readonly after: number; readonly brokenNs: bigint | null };

/** Gives the lines of a screen that begins at row `top`, or below where the row under the cursor would not be on it. */
export function rulerLines(
  rows: readonly LadderRow[],
  { cursor, top }: { readonly cursor: number; readonly top: number },
  height: number,
  scaleNs: number,
): readonly RulerLine[] {
  let start = cursor;
  for (let used = 1; start > top; start -= 1) {
    used += gapBefore(rows[start], scaleNs).lines + 1;
    if (used > height) break;
  }
  const lines: RulerLine[] = [];
  for (let place = start; place < rows.length && lines.length < height; place++) {
    if (place > start) lines.push(...gapLines(rows[place], place, scaleNs));
    lines.push({ kind: 'row', place });
  }
  return lines.slice(0, height);
}

/** The break stands in the middle. */
function gapLines(row: LadderRow | undefined, place: number, scaleNs: number): readonly RulerLine[] {
  const { lines, brokenNs } = gapBefore(row, scaleNs);
  return Array.from({ length: lines }, (_, i) => ({
    kind: 'gap',
    after: place - 1,
    brokenNs: i === lines >> 1 ? brokenNs : null,
  }));
}
