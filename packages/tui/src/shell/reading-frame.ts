import { CellGrid } from '../view/screen/cell-grid';
import type { Charset } from '../view/screen/charset';
import { Painter } from '../view/screen/painter';
import type { Size } from '../view/screen/rectangle';
import { screenFrame } from '../view/screen/screen-frame';
import type { ScreenFrame } from '../view/screen/screen-frame';

/**
 * Draws what stands on the screen until there is something to show.
 *
 *      Reading run: 34% of 1000 MB
 *
 *      q Quit
 */
export function readingFrame(progress: string, { columns, rows }: Size, charset: Charset): ScreenFrame {
  const grid = new CellGrid(columns, rows);
  const painter = new Painter(grid, { x: 0, y: 0, width: columns, height: rows }, charset);
  painter.prose(1, 1, progress === '' ? 'Reading' : progress, 'note');
  painter.text(painter.text(1, rows - 1, 'q', 'hint-key') + 1, rows - 1, 'Quit', 'hint');
  return screenFrame(grid);
}
