import { CellGrid } from './cell-grid';
import { Painter } from './painter';

const UTF8 = { asciiGlyphs: false, asciiText: false };

function painted(text: string, width: number, asciiOnly = false): readonly string[] {
  const grid = new CellGrid(width + 2, 1);
  new Painter(grid, { x: 1, y: 0, width, height: 1 }, { asciiGlyphs: asciiOnly, asciiText: asciiOnly }).text(
    0,
    0,
    text,
    'plain',
  );
  return Array.from({ length: width + 2 }, (_, x) => grid.at(x, 0).text);
}

describe('Painter', () => {
  it('text() puts a space into the second half of a wide character', () => {
    expect(painted('你a', 3)).toEqual([' ', '你', ' ', 'a', ' ']);
  });

  it('text() never paints half a wide character at the edge', () => {
    expect(painted('a你b', 2)).toEqual([' ', 'a', ' ', ' ']);
  });

  it('text() keeps a combining mark with its character, a wide one too', () => {
    expect(painted('e\u0301x', 2)).toEqual([' ', 'e\u0301', 'x', ' ']);
    expect(painted('你\u0301x', 3)).toEqual([' ', '你\u0301', ' ', 'x', ' ']);
  });

  it('text() leaves the cells beside its rectangle alone whatever the text holds', () => {
    expect(painted('\x1b[2J\u009b\u202eabc', 4)).toEqual([' ', '·', '[', '2', 'J', ' ']);
    expect(painted('\u0301abc', 2)[0]).toBe(' ');
  });

  it('text() shows other characters as escapes where only ASCII can be printed', () => {
    expect(painted('é', 6, true).join('')).toBe(' \\u{e9} ');
  });

  it('line() cuts between words, and says that it did', () => {
    const grid = new CellGrid(8, 1);
    new Painter(grid, { x: 0, y: 0, width: 8, height: 1 }, UTF8).line(0, [
      { text: 'a', style: 'plain' },
      { text: ' bcd efghi', style: 'plain' },
      { text: 'j', style: 'plain' },
    ]);
    expect(grid.text(() => false)).toEqual(['a bcd…  ']);
  });

  it('region() stays within its painter', () => {
    const grid = new CellGrid(4, 2);
    const part = new Painter(grid, { x: 1, y: 0, width: 2, height: 1 }, UTF8).region({
      x: 1,
      y: 0,
      width: 9,
      height: 9,
    });
    part.text(0, 0, 'abc', 'plain');
    part.text(0, 1, 'abc', 'plain');
    expect(grid.text(() => false)).toEqual(['  a ', '    ']);
  });
});
