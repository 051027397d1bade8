import { radixSteps } from './radix-sort';
import { wholeKeys } from './sort-key';
import type { SortKey } from './sort-key';
import type { Column, Sorting } from './table';

/** So many rows are asked for what they are sorted by in one step, which takes a millisecond. */
const ROWS_A_STEP = 2000;

/**
 * Gives the places of the rows in their sorted order. Rows of the same value keep their order; those without one go last. For a hundred
 * thousand rows it takes steps of a few milliseconds each, between which a key can be answered.
 */
export function* sortingSteps<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { column, isDescending }: Sorting,
): Generator<undefined, readonly number[]> {
  const order = columns.find(({ name }) => name === column)?.order;
  const all = rows.map((_, place) => place);
  if (!order) return all;
  const values: (SortKey | readonly number[])[] = [];
  for (const row of rows) {
    if (values.push(order(row)) % ROWS_A_STEP === 0) yield;
  }
  yield;
  const known = all.filter((place) => values[place] !== null);
  let places = Uint32Array.from(known);
  // The key that counts least goes first.
  for (let level = levelCount(values) - 1; level >= 0; level--) {
    yield;
    const own = keysAt(values, level);
    yield;
    const keys = wholeKeys(own);
    yield;
    places = yield* radixSteps(places, isDescending ? complementOf(keys) : keys);
  }
  return known.length === all.length
    ? Array.from(places)
    : [...places, ...all.filter((place) => values[place] === null)];
}

/** How many numbers a key has; the first counts most. */
function levelCount(values: readonly (SortKey | readonly number[])[]): number {
  return values.find(isSeveral)?.length ?? 1;
}

function keysAt(values: readonly (SortKey | readonly number[])[], level: number): readonly SortKey[] {
  return values.map((value) => (isSeveral(value) ? (value[level] ?? 0) : value));
}

function isSeveral(value: SortKey | readonly number[]): value is readonly number[] {
  return typeof value === 'object' && value !== null;
}

/** The other way round, equal ones in the same order. */
function complementOf(keys: Float64Array): Float64Array {
  const most = keys.reduce((largest, key) => Math.max(largest, key), 0);
  return keys.map((key) => most - key);
}
