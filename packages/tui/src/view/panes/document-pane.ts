import { displayWidth } from '@sockscope/timeline';
import { linesDocument } from '../detail/document';
import type { Document } from '../detail/document';
import type { Painter } from '../screen/painter';
import type { Line } from '../screen/styles';
import { clamp } from '../state/list-position';
import type { DocumentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

/** Gives a pane that shows lines for reading, scrolled by the movement keys. */
export function documentPane(view: DocumentView, linesOf: (context: UiContext) => readonly Line[]): Pane {
  return {
    draw: (painter, context) => {
      drawDocumentPane(painter, linesDocument(linesOf(context)), context.state[view].top, null);
    },
    settle: (context, area) => {
      const { state } = context;
      return { ...state, [view]: { top: clamp(state[view].top, 0, linesOf(context).length - area.height) } };
    },
    place: (state, to) => ({ ...state, [view]: { top: to(state[view].top) } }),
  };
}

/**
 * Draws as much of a detail or of the help as there is room for, from line `top` on. How much is below stands in the last line, where that
 * hides nothing, or else on `rule`, the line above the pane. What is sought is marked.
 */
export function drawDocumentPane(
  painter: Painter,
  document: Document,
  top: number,
  rule: Painter | null,
  sought = '',
): void {
  const first = Math.max(0, Math.min(top, document.length - painter.height));
  for (let y = 0; y < painter.height; y++) {
    painter.line(y, document.line(first + y));
    painter.highlight(y, sought);
  }
  const below = document.length - first - painter.height;
  if (below <= 0) return;
  const mark = ` ${below} more `;
  const last = document.line(first + painter.height - 1).reduce((cells, { text }) => cells + displayWidth(text), 0);
  if (rule) rule.text(Math.max(0, rule.width - mark.length - 1), 0, mark, 'status');
  else if (last + mark.length < painter.width) {
    painter.text(painter.width - mark.length, painter.height - 1, mark, 'status');
  }
}
