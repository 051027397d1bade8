import type { Painter } from '../screen/painter';
import { lineWidth } from '../screen/line-width';
import type { Line } from '../screen/styles';
import { clamp } from '../state/list-position';
import type { DocumentView } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

/** Gives a pane that shows lines for reading, scrolled by the movement keys. */
export function documentPane(view: DocumentView, linesOf: (context: UiContext) => readonly Line[]): Pane {
  return {
    draw: (painter, context) => {
      drawLines(painter, linesOf(context), context.state[view].top);
    },
    settle: (context, area) => {
      const { state } = context;
      const { length } = linesOf(context);
      return { ...state, [view]: { top: clamp(state[view].top, 0, length - area.height), length } };
    },
    texts: (context) => linesOf(context).map((line) => line.map(({ text }) => text).join('')),
    at: (state) => state[view].top,
    place: (state, to) => ({ ...state, [view]: { ...state[view], top: to(state[view].top) } }),
  };
}

/** Draws as many lines as there is room for, from line `top` on. How many are below stands in the last, where that hides nothing. */
function drawLines(painter: Painter, lines: readonly Line[], top: number): void {
  const shown = lines.slice(top, top + painter.height);
  shown.forEach((line, y) => painter.line(y, line));
  const below = lines.length - top - painter.height;
  if (below <= 0) return;
  const mark = ` ${below} more `;
  if (lineWidth(shown.at(-1) ?? []) + mark.length < painter.width) {
    painter.text(painter.width - mark.length, painter.height - 1, mark, 'status');
  }
}
