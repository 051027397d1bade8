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
        expect(set.contains({ from, to })).toBe(bytes.every((byte) => model.has(byte)));
        set.add({ from, to });
        bytes.forEach((byte) => model.add(byte));
        expect(set.size).toBe(model.size);
      }
    }),
    { numRuns: 500 },
  );
});
