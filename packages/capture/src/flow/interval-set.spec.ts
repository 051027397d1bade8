import fc from 'fast-check';
import { IntervalSet } from './interval-set';

test('IntervalSet holds what a set of single bytes holds', () => {
  const intervals = fc.array(
    fc
      .tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 1, max: 12 }))
      .map(([from, length]) => ({ from, to: from + length })),
    { minLength: 1, maxLength: 25 },
  );
  fc.assert(
    fc.property(intervals, (all) => {
      const set = new IntervalSet();
      const model = new Set<number>();
      for (const { from, to } of all) {
        const bytes = Array.from({ length: to - from }, (_, index) => from + index);
        expect(set.contains(from, to)).toBe(bytes.every((byte) => model.has(byte)));
        const sizeBefore = model.size;
        bytes.forEach((byte) => model.add(byte));
        expect(set.add(from, to)).toBe(model.size - sizeBefore);
      }
    }),
    { numRuns: 500 },
  );
});

test('IntervalSet gives up the lowest gaps of a stream that has too many', () => {
  const set = new IntervalSet();
  for (let at = 0; at < 1000; at++) {
    expect(set.add(at * 10, at * 10 + 5)).toBe(5);
  }
  expect(set.intervals).toBe(256);
  expect(set.contains(5, 10)).toBe(true);
  expect(set.contains(9985, 9990)).toBe(false);
});
