import { ladderContext, ladderHeading, ladderLayout, ladderLine } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import type { Emphasis } from '../screen/styles';
import { settledLadder } from '../state/settled-ladder';
import { linkedRows } from '../state/linked-rows';
import { rowSigns } from '../state/row-signs';
import { filterScan, shownRows } from '../state/shown-rows';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

/**
 * The ladder: a heading, then only the rows on the screen. What belongs to the row under the cursor is lit up.
 *
 *     TIME     CLIENT :51234       ST   ┬WIRE 127.0.0.1        ┬ST    SERVER :8888
 *     0.000112 ╭ connect(3)             │                      │
 *     0.000120 │                   SYN-S│──SYN 0──────────────▶│SYN-R
 */
export const ladderPane: Pane = {
  draw: drawLadder,
  settle: ({ state, content }, area) => settledLadder(state, content, listHeight(area)),
  place: (state, to) => ({
    ...state,
    isFollowing: false,
    ladder: { ...state.ladder, key: null, cursor: to(state.ladder.cursor) },
  }),
  top: ({ ladder }) => ladder.top,
};

function drawLadder(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const layout = ladderLayout({
    width: painter.width,
    ascii: charset.asciiGlyphs,
    asciiData: charset.asciiText,
    timeMode: state.ladder.timeMode,
  });
  const rows = shownRows(state, content);
  const context = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  painter.line(0, ladderHeading(layout, context));
  if (rows.length === 0) painter.prose(1, 1, emptyText(state, content), 'note');
  const { cursor, top } = state.ladder;
  const signOf = rowSigns(state, content);
  const isLinked = linkedRows(content, rows[cursor]);
  for (let y = 1; y < painter.height; y++) {
    const row = rows[top + y - 1];
    if (!row) break;
    const emphasis: Emphasis = top + y - 1 === cursor ? 'selected' : isLinked(row) ? 'linked' : 'none';
    painter.line(y, ladderLine(row, layout, context), emphasis);
    const sign = signOf(row);
    if (sign !== null && layout.columns.time > 0) {
      painter.text(layout.columns.time - 1, y, sign.text, sign.style, emphasis);
    }
    if (state.search.text !== '') painter.highlight(y, state.search.text);
  }
}

function emptyText(state: UiState, content: UiContent): string {
  const { isLive, snapshot } = content;
  const scan = filterScan(state, content);
  if (scan !== null && scan.rows.length > 0) return scan.isDone ? 'No row passes the filter.' : 'Looking for rows.';
  if (!isLive) return 'No calls and no packets.';
  const { session } = snapshot.recording;
  if (session === null) return 'The recording begins.';
  return `Waiting for calls, and for packets on ${session.interface}${session.filter === '' ? '' : `: ${session.filter}`}`;
}
