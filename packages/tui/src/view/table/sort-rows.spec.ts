import fc from 'fast-check';
import { endpointOrder } from './endpoint-order';
import type { SortKey } from './sort-key';
import { sortingSteps } from './sort-rows';
import type { Column, Sorting } from './table';

const COLUMN = { title: '', width: 1, align: 'left', rank: 0, text: String } as const;
const COLUMNS: readonly Column<SortKey>[] = [
  { ...COLUMN, name: 'value', order: (value) => value },
  { ...COLUMN, name: 'none' },
];

/** Takes all steps. */
function sortedPlaces<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting): readonly number[] {
  const steps = sortingSteps(rows, columns, sorting);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The plain way, for comparison. */
function comparedPlaces(values: readonly SortKey[], isDescending: boolean): readonly number[] {
  const places = values.map((_, place) => place);
  return places.sort((a, b) => {
    const [left = null, right = null] = [values[a], values[b]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return (left < right ? -1 : left > right ? 1 : 0) * (isDescending ? -1 : 1);
  });
}

describe('sortingSteps()', () => {
  const values = fc.oneof(
    fc.array(fc.option(fc.integer({ min: -9, max: 9 }))),
    fc.array(fc.option(fc.maxSafeInteger())),
    fc.array(fc.option(fc.double({ noNaN: true }))),
    fc.array(fc.option(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }))),
    fc.array(fc.option(fc.bigInt({ min: 0n, max: 2n ** 50n }))),
    fc.array(fc.option(fc.string())),
  );

  it('orders numbers, bigints and texts as comparing them does, equal ones in their order, those without a value last', () => {
    fc.assert(
      fc.property(values, fc.boolean(), (each: readonly SortKey[], isDescending) => {
        const sorted = sortedPlaces(each, COLUMNS, { column: 'value', isDescending });
        expect(sorted).toEqual(comparedPlaces(each, isDescending));
      }),
    );
  });

  it('keeps the order that was given for a column without one', () => {
    expect(sortedPlaces([3, 1, 2], COLUMNS, { column: 'none', isDescending: true })).toEqual([0, 1, 2]);
    expect(sortedPlaces([3, 1, 2], COLUMNS, { column: '', isDescending: false })).toEqual([0, 1, 2]);
  });
});

describe('endpointOrder()', () => {
  it('orders addresses as numbers and not as texts, then ports, IPv4 first', () => {
    const sorted = [
      '9.255.0.1:65535',
      '10.0.0.1:80',
      '10.0.0.1:443',
      '255.255.255.255:65535',
      '[::]:1',
      '[::1]:9',
      '[::ffff:127.0.0.1]:80',
      '[2001:db8::9]:1',
      '[2001:db8::10]:1',
      '[fe80::1%eth0]:5',
      '[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535',
    ];
    expect(sorted.every((text) => endpointOrder(text) !== null)).toBe(true);
    const columns = [{ ...COLUMN, name: 'end', order: endpointOrder }];
    expect(sortedPlaces(sorted, columns, { column: 'end', isDescending: true })).toEqual(
      sorted.map((_, place) => sorted.length - 1 - place),
    );
  });

  it('has none for what is no endpoint', () => {
    const orders = ['?', 'unix', '[x]:1', '[::', '[1:2]:3', '[1::2', '[::]:x', '1.2.3.4:5x'].map(endpointOrder);
    expect(orders.every((order) => order === null)).toBe(true);
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'[]:.%0123af') })),
        (text) => void endpointOrder(text),
      ),
    );
  });
});
