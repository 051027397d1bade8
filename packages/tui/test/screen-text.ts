import { charWidth } from '@sockscope/timeline';
import type { CellGrid } from '../src/view/screen/cell-grid';
import { attributesOf } from '../src/view/screen/theme';

const isWide = (text: string): boolean => charWidth(text.codePointAt(0) ?? 0) === 2;

/** Gives a screen as lines of text. */
export function screenText(grid: CellGrid): readonly string[] {
  return grid.text(isWide);
}

const COLORS = 'krgybmcw';

/** Gives a letter for the look of each cell: the colour, a capital where it is bold, `#` inverse, `_` underlined, `.` plain. */
export function attributeMap(grid: CellGrid, isColored: boolean): readonly string[] {
  return Array.from({ length: grid.rows }, (_, y) =>
    Array.from({ length: grid.columns }, (__, x) => {
      const { style, emphasis } = grid.at(x, y);
      const { foreground, bold, underline, inverse } = attributesOf(style, emphasis, {
        theme: 'terminal',
        colorCount: isColored ? 16 : 0,
      });
      if (inverse) return '#';
      if (underline) return '_';
      const letter = foreground === null ? (bold ? 'x' : '.') : (COLORS[foreground] ?? '?');
      return bold ? letter.toUpperCase() : letter;
    }).join(''),
  );
}
