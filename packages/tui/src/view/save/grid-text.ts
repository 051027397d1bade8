import { charWidth } from '@sockscope/timeline';
import type { CellGrid } from '../screen/cell-grid';

/** Gives a screen as text, a line a row, without the spaces at the ends. */
export function gridText(grid: CellGrid): string {
  const lines = grid.text((text) => charWidth(text.codePointAt(0) ?? 0) === 2);
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
