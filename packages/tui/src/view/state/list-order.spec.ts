import type { Column } from '../table/table';
import { ListOrder } from './list-order';

const COLUMNS: readonly Column<number>[] = [
  { name: 'value', title: '', width: 1, align: 'left', rank: 0, text: String, order: (value) => value },
];
const UP = { column: 'value', isDescending: false };
const DOWN = { column: 'value', isDescending: true };
const AT_ONCE = () => false;
const NOT_NOW = () => true;

/** 0, 7, 14 ...: in no order. */
const mixed = (count: number) => Array.from({ length: count }, (_, i) => (i * 7) % count);
const ordered = (order: ListOrder<number>, rows: readonly number[], sorting = UP) =>
  order.places(rows, COLUMNS, sorting).map((place) => rows[place]);
const ascending = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('ListOrder', () => {
  it('sorts a short list at once', () => {
    const order = new ListOrder<number>();
    expect(ordered(order, [3, 1, 2])).toEqual([1, 2, 3]);
    expect(ordered(order, [3, 1, 2], DOWN)).toEqual([3, 2, 1]);
    expect(order.isSorting).toBe(false);
  });

  it('leaves a long one as it was until it is sorted, piece by piece', () => {
    const order = new ListOrder<number>();
    const rows = mixed(50_000);
    expect(ordered(order, rows)).toEqual(rows);
    let pieces = 0;
    for (; order.isSorting; pieces++) order.advance(NOT_NOW);
    expect(pieces).toBeGreaterThan(5);
    expect(ordered(order, rows)).toEqual(ascending(50_000));
    expect(ordered(order, rows, DOWN)).toEqual(ascending(50_000));
    order.advance(AT_ONCE);
    expect(ordered(order, rows, DOWN)).toEqual(ascending(50_000).reverse());
  });

  it('puts what is new at the end meanwhile, and comes to an end though there is always more', () => {
    const order = new ListOrder<number>();
    ordered(order, mixed(50_000));
    order.advance(AT_ONCE);
    for (let count = 50_001; count < 50_100; count++) {
      const shown = ordered(order, mixed(50_000).concat(ascending(count - 50_000)));
      expect(shown).toHaveLength(count);
      // Unsorted, the second row would be 7.
      expect(shown[1]).toBeLessThan(2);
      order.advance(NOT_NOW);
    }
    const rows = mixed(50_000).concat(ascending(200));
    ordered(order, rows);
    order.advance(AT_ONCE);
    ordered(order, rows);
    order.advance(AT_ONCE);
    expect(ordered(order, rows).slice(0, 5)).toEqual([0, 0, 1, 1, 2]);
  });

  it('gives every row of a list that is another one its place', () => {
    const order = new ListOrder<number>();
    ordered(order, mixed(50_000));
    order.advance(AT_ONCE);
    expect(order.places(mixed(20_000), COLUMNS, UP)).toEqual(ascending(20_000));
  });
});
