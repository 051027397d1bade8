import { radixSorted } from './radix-sort';
import { wholeKeys } from './sort-key';
import type { SortKey } from './sort-key';
import type { Column, Sorting } from './table';

/** Gives the places of the rows in their sorted order. Rows of the same value keep their order; those without one go last. */
export function sortedPlaces<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { column, isDescending }: Sorting,
): readonly number[] {
  const order = columns.find(({ name }) => name === column)?.order;
  const all = rows.map((_, place) => place);
  if (!order) return all;
  const values = rows.map(order);
  const known = all.filter((place) => values[place] !== null);
  const sorted = levelsOf(values)
    .map(wholeKeys)
    .reduceRight<Uint32Array>(
      (places, keys) => radixSorted(places, isDescending ? complementOf(keys) : keys),
      Uint32Array.from(known),
    );
  return known.length === all.length
    ? Array.from(sorted)
    : [...sorted, ...all.filter((place) => values[place] === null)];
}

/** Keys of several numbers, one list a number: the first counts most. */
function levelsOf(values: readonly (SortKey | readonly number[])[]): readonly (readonly SortKey[])[] {
  const several = values.find(isSeveral);
  if (several === undefined) return [values as readonly SortKey[]];
  return several.map((_, level) => values.map((value) => (isSeveral(value) ? (value[level] ?? 0) : null)));
}

function isSeveral(value: SortKey | readonly number[]): value is readonly number[] {
  return typeof value === 'object' && value !== null;
}

/** The other way round, equal ones in the same order. */
function complementOf(keys: Float64Array): Float64Array {
  const most = keys.reduce((largest, key) => Math.max(largest, key), 0);
  return keys.map((key) => most - key);
}
