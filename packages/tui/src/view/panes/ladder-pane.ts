import { durationText, gapLine, ladderContext, ladderHeading, ladderLine } from '@sockscope/timeline';
import type { LadderRow } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import type { Emphasis } from '../screen/styles';
import { settledLadder } from '../state/settled-ladder';
import { linkedRows } from '../state/linked-rows';
import { rulerLines } from '../state/ruler';
import type { RulerLine } from '../state/ruler';
import { rowSigns } from '../state/row-signs';
import { filterScan, shownRows } from '../state/shown-rows';
import type { UiContent } from '../state/ui-content';
import type { LadderState, UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import { coloredLine } from './colored-line';
import { paneLadderLayout, wideLadderCells } from './pane-ladder-layout';
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
  wideCells: ({ state, content, display }, { height }) => {
    const { top } = state.ladder;
    return wideLadderCells(shownRows(state, content).slice(top, top + Math.max(0, height - 1)), state, display.charset);
  },
  rowAt: ({ state, content }, line, height) => {
    const at = linesOf(state.ladder, shownRows(state, content), height)[line];
    return at?.kind === 'row' ? at.place : null;
  },
};

function drawLadder(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const layout = paneLadderLayout(painter.width, state, charset);
  const rows = shownRows(state, content);
  const context = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  painter.line(0, ladderHeading(layout, context));
  if (rows.length === 0) painter.paragraph(1, emptyText(state, content), 'note');
  const { cursor } = state.ladder;
  const signOf = rowSigns(state, content);
  const isLinked = linkedRows(content, rows[cursor]);
  linesOf(state.ladder, rows, painter.height - 1).forEach((line, i) => {
    const y = i + 1;
    const row = rows[line.kind === 'row' ? line.place : line.after];
    if (!row) return;
    if (line.kind === 'gap') {
      painter.line(y, gapLine(row, breakText(line.brokenNs, charset), layout));
      return;
    }
    const emphasis: Emphasis = line.place === cursor ? 'selected' : isLinked(row) ? 'linked' : 'none';
    painter.line(y, coloredLine(ladderLine(row, layout, context), row, state.ladder.colorMode, content), emphasis);
    const sign = signOf(row);
    if (sign !== null && layout.columns.time > 0) {
      painter.text(layout.columns.time - 1, y, sign.text, sign.style, emphasis);
    }
    if (state.search.text !== '') painter.highlight(y, state.search.text);
  });
}

/** Row below row, or with the ruler as far apart as in time. */
function linesOf(ladder: LadderState, rows: readonly LadderRow[], height: number): readonly RulerLine[] {
  if (ladder.rulerNs !== null) return rulerLines(rows, ladder, Math.max(0, height), ladder.rulerNs);
  const count = Math.max(0, Math.min(height, rows.length - ladder.top));
  return Array.from({ length: count }, (_, i) => ({ kind: 'row', place: ladder.top + i }));
}

function breakText(brokenNs: bigint | null, { asciiGlyphs, asciiText }: Charset): string {
  return brokenNs === null ? '' : `${asciiGlyphs ? ':' : '⋮'} ${durationText(brokenNs, { ascii: asciiText })}`;
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
