import type { Painter } from '../screen/painter';
import { LEAST_SIZE } from '../screen/screen-layout';

/** Draws what is left to say on a screen of a few cells. */
export function drawTooSmall(painter: Painter): void {
  painter.text(0, 0, 'too small', 'heading');
  painter.text(0, 1, `needs ${LEAST_SIZE.columns}x${LEAST_SIZE.rows}`, 'plain');
}
