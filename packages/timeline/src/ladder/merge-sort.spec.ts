import fc from 'fast-check';
import { mergeSort } from './merge-sort';

describe('mergeSort()', () => {
  it('sorts, and leaves what is equal in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), (keys) => {
        const compare = (a: number, b: number) => (keys[a] ?? 0) - (keys[b] ?? 0);
        const places = keys.map((_, place) => place);
        const sorted = Uint32Array.from(places);
        mergeSort(sorted, compare);
        expect([...sorted]).toEqual(places.sort((a, b) => compare(a, b) || a - b));
      }),
    );
  });

  it('compares little more than once each where two sources follow one another', () => {
    const values = Uint32Array.from({ length: 2000 }, (_, i) => (i < 1000 ? 2 * i : 2 * (i - 1000) + 1));
    const compare = jest.fn((a: number, b: number) => a - b);
    mergeSort(values, compare);
    expect([...values.slice(0, 4)]).toEqual([0, 1, 2, 3]);
    expect(compare.mock.calls.length).toBeLessThan(4001);
  });
});
