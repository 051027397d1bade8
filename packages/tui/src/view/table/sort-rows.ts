import type { Column, Sorting } from './table';

/** Gives the places of the rows in their sorted order. Rows of the same value keep their order; those without one go last. */
export function sortedPlaces<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { column, isDescending }: Sorting,
): readonly number[] {
  const places = Array.from(rows, (_, i) => i);
  const order = columns.find(({ name }) => name === column)?.order;
  if (!order) return places;
  const values = rows.map(order);
  const sign = isDescending ? -1 : 1;
  return places.sort((a, b) => {
    const [left, right] = [values[a] ?? null, values[b] ?? null];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || a - b;
    if (left === right) return a - b;
    return left < right ? -sign : sign;
  });
}

/** Gives the name of the column that can be sorted by, `by` further to the right than the one that is; it stops at the ends. */
export function neighbourColumn<Row>(columns: readonly Column<Row>[], { column }: Sorting, by: 1 | -1): string {
  const names = columns.filter(({ order }) => order !== undefined).map(({ name }) => name);
  const place = Math.max(0, names.indexOf(column)) + by;
  return names[Math.max(0, Math.min(names.length - 1, place))] ?? column;
}
