import { ladderContext, ladderHeading, ladderLayout, ladderLine } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import type { Emphasis } from '../screen/styles';
import { linkedRows } from '../state/linked-rows';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';

/**
 * Draws the ladder: a heading, then only the rows on the screen. What belongs to the row under the cursor is lit up.
 *
 *     TIME     CLIENT :51234       ST   ┬WIRE 127.0.0.1        ┬ST    SERVER :8888
 *     0.000112 ╭ connect(3)             │                      │
 *     0.000120 │                   SYN-S│──SYN 0──────────────▶│SYN-R
 */
export function drawLadderPane(painter: Painter, state: UiState, content: UiContent, charset: Charset): void {
  const layout = ladderLayout({
    width: painter.width,
    ascii: charset.asciiGlyphs,
    asciiData: charset.asciiText,
    timeMode: state.timeMode,
  });
  const rows = content.rows(state.choice);
  const context = ladderContext(content.snapshot.timeline, state.choice, rows);
  painter.line(0, ladderHeading(layout, context));
  if (rows.length === 0) painter.text(1, 1, emptyText(content), 'note');
  const { cursor, top } = state.ladder;
  const isLinked = linkedRows(content, rows[cursor]);
  for (let y = 1; y < painter.height; y++) {
    const row = rows[top + y - 1];
    if (!row) break;
    const emphasis: Emphasis = top + y - 1 === cursor ? 'selected' : isLinked(row) ? 'linked' : 'none';
    painter.line(y, ladderLine(row, layout, context), emphasis);
  }
}

function emptyText({ isLive, snapshot }: UiContent): string {
  if (!isLive) return 'No calls and no packets.';
  const { session } = snapshot.recording;
  if (session === null) return 'The recording begins.';
  return `Waiting for calls, and for packets on ${session.interface}${session.filter === '' ? '' : `: ${session.filter}`}`;
}
