import type { BoundPoint } from './clock-bounds';

/** A clock's offset at the first bound and how it changes; `roomNs`: how far it can be moved up and down in all. */
export interface FittedLine {
  readonly offsetNs: number;
  readonly slope: number;
  /** Negative: no line fits, and by so much. */
  readonly roomNs: number;
}

/** Clocks of computers differ by far less: 1000 parts per million are a minute and a half a day. */
const MOST_SLOPE = 1e-3;
const STEPS = 100;

/**
 * Gives the line that lies above every lower bound and below every upper bound with the most room. The room is a concave
 * function of the slope, so thirds of the interval are left out one after the other.
 *
 * @returns null where one side has no bounds
 */
export function fitLine(lowers: readonly BoundPoint[], uppers: readonly BoundPoint[]): FittedLine | null {
  if (lowers.length === 0 || uppers.length === 0) {
    return null;
  }
  let [low, high] = [-MOST_SLOPE, MOST_SLOPE];
  for (let step = 0; step < STEPS; step++) {
    const [first, second] = [low + (high - low) / 3, high - (high - low) / 3];
    if (lineOf(first, lowers, uppers).roomNs < lineOf(second, lowers, uppers).roomNs) {
      low = first;
    } else {
      high = second;
    }
  }
  return lineOf((low + high) / 2, lowers, uppers);
}

function lineOf(slope: number, lowers: readonly BoundPoint[], uppers: readonly BoundPoint[]): FittedLine {
  const atStart = ({ atNs, boundNs }: BoundPoint): number => boundNs - slope * atNs;
  const lower = lowers.reduce((most, point) => Math.max(most, atStart(point)), -Infinity);
  const upper = uppers.reduce((least, point) => Math.min(least, atStart(point)), Infinity);
  return { offsetNs: (lower + upper) / 2, slope, roomNs: upper - lower };
}
