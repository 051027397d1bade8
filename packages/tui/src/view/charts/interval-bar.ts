import type { Charset } from '../screen/charset';

/** A value and what it may as well be: `low <= point <= high`. */
export interface BarInterval {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}

/** What the cells of a bar stand for, from the first to the last; 0 is one of them. */
export interface BarAxis {
  readonly from: number;
  readonly to: number;
}

/** Gives an axis on which zero and all the intervals have room. */
export function barAxis(intervals: readonly BarInterval[]): BarAxis {
  const from = intervals.reduce((least, { low }) => Math.min(least, low), 0);
  const to = intervals.reduce((most, { high }) => Math.max(most, high), 0);
  return from === to ? { from: -1, to: 1 } : { from, to };
}

/** Gives the cell in which a value stands, from 0. What is above or below zero never stands in the cell of zero, where there are three. */
export function axisCell(value: number, { from, to }: BarAxis, cells: number): number {
  const cellOf = (each: number) => Math.round(((each - from) / (to - from)) * (cells - 1));
  const zero = Math.max(from < 0 ? 1 : 0, Math.min(to > 0 ? cells - 2 : cells - 1, cellOf(0)));
  const cell = value > 0 ? Math.max(zero + 1, cellOf(value)) : value < 0 ? Math.min(zero - 1, cellOf(value)) : zero;
  return Math.max(0, Math.min(cells - 1, cell));
}

/**
 * Gives an interval on its axis in `cells` cells: left of the line of zero is less, right of it is more.
 *
 *     │   ├──●────┤     more
 *     ├──●─┼────┤       may be either
 */
export function intervalBar(
  { low, point, high }: BarInterval,
  axis: BarAxis,
  cells: number,
  { asciiGlyphs }: Charset,
): string {
  const [line, begin, end, span, crossing, dot] = asciiGlyphs
    ? ['|', '[', ']', '-', '+', 'o']
    : ['│', '├', '┤', '─', '┼', '●'];
  const [first, middle, last, zero] = [low, point, high, 0].map((value) => axisCell(value, axis, cells));
  if (first === undefined || middle === undefined || last === undefined || zero === undefined) return '';
  return Array.from({ length: Math.max(0, cells) }, (_, cell) => {
    if (cell === middle) return dot;
    if (cell === zero) return cell > first && cell < last ? crossing : line;
    if (cell === first) return begin;
    if (cell === last) return end;
    return cell > first && cell < last ? span : ' ';
  }).join('');
}
