import { rowDetail } from '../detail/row-detail';
import type { Document } from '../detail/document';
import type { Painter } from '../screen/painter';
import { clamp } from '../state/list-position';
import { shownRows } from '../state/shown-rows';
import type { UiContext } from '../ui-context';
import { drawDocumentPane } from './document-pane';
import type { Pane } from './pane';

/**
 * Everything that is known of the row under the ladder's cursor: over the whole screen, or beside the ladder.
 *
 *     #2  127.0.0.1:8888 > 127.0.0.1:51234  TCP  [S.] seq 1 ack 8 win 65483  length 0
 *     no call sent it: the kernel answers for listen(3); accept() has not been called yet
 */
export const detailPane: Pane = {
  draw: (painter, context) => drawDetailPane(painter, null, context),
  settle: (context, area) => {
    const { state } = context;
    const document = documentOf(context, area.width);
    const top = document ? clamp(state.detail.top, 0, document.length - area.height) : 0;
    return { ...state, detail: { ...state.detail, top } };
  },
  place: (state, to) => ({ ...state, detail: { ...state.detail, top: to(state.detail.top) } }),
};

/** Draws the detail; how much is below stands on `rule`, the line above the pane, where there is one. */
export function drawDetailPane(painter: Painter, rule: Painter | null, context: UiContext): void {
  const document = documentOf(context, painter.width);
  if (document) drawDocumentPane(painter, document, context.state.detail.top, rule, context.state.search.text);
}

function documentOf({ state, content, display }: UiContext, width: number): Document | null {
  const row = shownRows(state, content)[state.ladder.cursor];
  return row ? rowDetail(content, row, width, display.charset) : null;
}
