import fc from 'fast-check';
import { CompactColumn } from './compact-column';

test('CompactColumn gives back what was appended, whatever the width of a page', () => {
  const value = fc.oneof(
    fc.constantFrom(0, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
    fc.integer({ min: -1000, max: 1000 }),
    fc.constant(NaN),
    fc.double({ noDefaultInfinity: true }),
  );
  const some8 = fc.array(value, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(some8, fc.integer({ min: 1, max: 9000 }), fc.constantFrom(1, 1000, 5000), (some, length, step) => {
      const column = new CompactColumn(Float64Array);
      const expected = Array.from({ length }, (_, index) => some[(index >> 11) % some.length] ?? 0);
      for (let from = 0; from < length; from += step) {
        column.append(Float64Array.from(expected.slice(from, from + step)), Math.min(step, length - from));
      }
      expect(expected.every((each, index) => Object.is(column.at(index) + 0, each + 0))).toBe(true);
      expect(column.length).toBe(length);
      expect(column.at(length)).toBeNaN();
    }),
    { numRuns: 60, examples: [[[Number.MAX_SAFE_INTEGER, -126, 0], 4096, 1]] },
  );
});

test('CompactColumn gives back words', () => {
  const value = fc.oneof(fc.constantFrom(0, 255, 256, 65535, 65536, 2 ** 32 - 1), fc.nat(1000));
  const some8 = fc.array(value, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(some8, fc.integer({ min: 1, max: 9000 }), fc.constantFrom(1, 1000, 5000), (some, length, step) => {
      const column = new CompactColumn(Uint32Array);
      const expected = Array.from({ length }, (_, index) => some[(index >> 11) % some.length] ?? 0);
      for (let from = 0; from < length; from += step) {
        column.append(Uint32Array.from(expected.slice(from, from + step)), Math.min(step, length - from));
      }
      expect(expected.every((each, index) => column.at(index) === each)).toBe(true);
      expect(column.length).toBe(length);
    }),
    { numRuns: 40, examples: [[[2 ** 32 - 1, 0], 4096, 1]] },
  );
});
