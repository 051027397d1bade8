import fc from 'fast-check';
import { barText } from './bar';
import { binOf, histogram } from './histogram';
import { axisCell, barAxis, intervalBar } from './interval-bar';
import { sparkText } from './spark';

const UTF8 = { asciiGlyphs: false, asciiText: false };
const ASCII = { asciiGlyphs: true, asciiText: true };

describe('barText()', () => {
  it('is as long as its part of the cells, to an eighth, and never longer than them', () => {
    expect([0, 0.001, 0.5, 0.55, 1, 7].map((part) => barText(part, 10, UTF8))).toEqual([
      '',
      '▏',
      '█████',
      '█████▌',
      '██████████',
      '██████████',
    ]);
    expect(barText(0.52, 10, ASCII)).toBe('#####');
    expect(barText(0.5, 0, UTF8)).toBe('');
  });
});

describe('intervalBar()', () => {
  it('draws point and interval beside the line of zero, over it, or alone', () => {
    const axis = { from: -10, to: 10 };
    const bar = (low: number, point: number, high: number) => intervalBar({ low, point, high }, axis, 21, UTF8);
    expect(bar(2, 5, 8)).toBe('          │ ├──●──┤  ');
    expect(bar(-4, 3, 8)).toBe('      ├───┼──●────┤  ');
    expect(bar(-6, -6, -6)).toBe('    ●     │          ');
    expect(bar(0, 0, 0)).toBe('          ●          ');
    expect(intervalBar({ low: -4, point: 3, high: 8 }, axis, 21, ASCII)).toBe('      [---+--o----]  ');
  });

  it('shows the sign of what is above or below zero, however small, on the axis that barAxis() gives', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, value), { minLength: 1 }),
        fc.integer({ min: 8, max: 60 }),
        (all, cells) => {
          const intervals = all
            .map((three) => three.toSorted((a, b) => a - b))
            .map(([low = 0, point = 0, high = 0]) => ({ low, point, high }));
          const axis = barAxis(intervals);
          const zero = axisCell(0, axis, cells);
          for (const interval of intervals) {
            const bar = intervalBar(interval, axis, cells, UTF8);
            expect(bar).toHaveLength(cells);
            const dot = bar.indexOf('●');
            expect(dot < zero).toBe(interval.point < 0);
            expect(dot > zero).toBe(interval.point > 0);
            if (interval.low > 0) expect(bar.indexOf('├')).not.toBe(zero);
          }
        },
      ),
    );
  });
});

describe('sparkText()', () => {
  it('has a level for each duration on one scale, and a dot for what is not known', () => {
    const durations = [null, 0n, 900n, 1_000n, 40_000n, 2_000_000n, 9_000_000_000n];
    expect(sparkText(durations, UTF8)).toBe('·▁▁▂▄▆█');
    expect(sparkText(durations, ASCII)).toBe('.112468');
  });
});

describe('histogram()', () => {
  it('counts each value once, whatever the values, in bins that follow each other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1 }),
        fc.integer({ min: 1, max: 20 }),
        (values, most) => {
          const bins = histogram(values, most);
          expect(bins.length).toBeLessThanOrEqual(most);
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        },
      ),
      { examples: [[[0, Number.MIN_VALUE], 2]] },
    );
  });

  it('has a logarithmic scale where values spread wide, and finds the bin of a value', () => {
    const bins = histogram([1, 10, 100, 1000], 3);
    expect(bins.map(({ from, count }) => [Math.round(from), count])).toEqual([
      [1, 1],
      [10, 1],
      [100, 2],
    ]);
    expect([1, 50, 1000, 5000].map((value) => binOf(bins, value))).toEqual([0, 1, 2, null]);
    expect(histogram([], 5)).toEqual([]);
  });
});
