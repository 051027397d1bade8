import { CellGrid } from './cell-grid';
import { lookOf, LOOK_COUNT, screenFrame } from './screen-frame';
import { STYLES } from './theme';

describe('screenFrame()', () => {
  it('keeps the text of every cell, marks and surrogate pairs included, and its look', () => {
    const grid = new CellGrid(4, 2);
    grid.set(1, 0, { text: 'x', style: 'call', emphasis: 'selected' });
    grid.set(2, 1, { text: 'e\u0301', style: 'problem', emphasis: 'linked' });
    grid.set(3, 1, { text: '🚀', style: 'hex-text', emphasis: 'found' });
    const { units, longTexts, looks } = screenFrame(grid);
    expect(units).toBe(' x    \0\0');
    expect([...longTexts]).toEqual([
      [6, 'e\u0301'],
      [7, '🚀'],
    ]);
    expect([1, 6, 7].map((place) => lookOf(looks[place] ?? 0))).toEqual([
      { style: 'call', emphasis: 'selected' },
      { style: 'problem', emphasis: 'linked' },
      { style: 'hex-text', emphasis: 'found' },
    ]);
    expect(lookOf(looks[0] ?? 0)).toEqual({ style: 'plain', emphasis: 'none' });
  });

  it('has a number of a byte for every look', () => {
    expect(LOOK_COUNT).toBe(STYLES.length * 4);
    expect(LOOK_COUNT).toBeLessThanOrEqual(256);
  });
});
