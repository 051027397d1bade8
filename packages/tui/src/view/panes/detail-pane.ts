import type { Document } from '../detail/document';
import type { Painter } from '../screen/painter';

/** Draws as much of a detail as there is room for, from line `top` on; at its right edge how much is below. */
export function drawDetailPane(painter: Painter, detail: Document, top: number): void {
  const first = Math.max(0, Math.min(top, detail.length - painter.height));
  for (let y = 0; y < painter.height; y++) painter.line(y, detail.line(first + y));
  const below = detail.length - first - painter.height;
  if (below <= 0) return;
  const mark = ` ${below} more `;
  painter.text(Math.max(0, painter.width - mark.length), painter.height - 1, mark, 'status');
}
