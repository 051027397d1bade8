import { displayWidth, fit, safeText } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { showCursor } from '../state/list-position';
import { placeOfConnection } from '../state/shown-connections';
import { shownRuns } from '../state/shown-runs';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import { runColumns } from '../table/run-columns';
import { headingLine, placeColumns, rowLine } from '../table/table';
import type { PlacedColumn } from '../table/table';
import type { UiContext } from '../ui-context';
import type { RunEntry } from '../ui-source';
import type { Pane } from './pane';

const MARK_CELLS = 3;

/**
 * The recordings that were given or found in a directory, sorted as the user likes; HANDSHAKE is the median from the SYN to the ACK.
 * Of a capture too large to be joined as a whole, its connections.
 *
 *        RUN      START (UTC)         CONNS  PACKETS   CALLS HANDSHAKE
 *     b  before   2026-01-02 03:04:05    20      180     160    36.1µs
 *     *  after    2026-01-02 03:05:10    20      181     160    52.0µs
 *        broken   Cannot read broken/session.json: no JSON at byte 17
 */
export const runsPane: Pane = {
  draw: drawRuns,
  settle: ({ state, content }, area) => settledRuns(state, content, listHeight(area)),
  place: (state, to) => ({ ...state, runs: { ...state.runs, at: null, cursor: to(state.runs.cursor) } }),
  top: ({ runs }) => runs.top,
};

/** Keeps the cursor on its run, wherever another order puts it. */
function settledRuns(state: UiState, content: UiContent, height: number): UiState {
  const { runs } = state;
  const shown = shownRuns(state, content);
  const known = runs.at === null ? null : placeOfConnection(shown, runs.at, runs.cursor);
  const position = showCursor({ ...runs, cursor: known ?? runs.cursor }, shown.length, height);
  return { ...state, runs: { ...runs, ...position, at: shown[position.cursor] ?? null } };
}

function drawRuns(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const { cursor, top, selected, base, sorting } = state.runs;
  const { entries = [], what = 'run' } = content.snapshot.runs ?? {};
  const places = shownRuns(state, content).slice(top, top + Math.max(0, painter.height - 1));
  const shown = places.flatMap((place) => entries[place] ?? []);
  const columns = placeColumns(runColumns(what, painter.width), shown, painter.width - MARK_CELLS, charset);
  painter.line(0, [span(' '.repeat(MARK_CELLS)), ...headingLine(columns, sorting, charset)]);
  const marks = new Set(selected);
  shown.forEach((run, i) => {
    const place = places[i] ?? 0;
    const mark = `${place === base ? 'b' : ' '}${marks.has(place) ? '*' : ' '} `;
    const line = run.state === 'failed' ? failedLine(run, columns, charset) : rowLine(run, columns, charset);
    painter.line(i + 1, [span(mark, 'mark'), ...line], top + i === cursor ? 'selected' : 'none');
  });
}

/** Its name, and why it could not be read where others have their figures. */
function failedLine(
  { name, problem }: RunEntry,
  columns: readonly PlacedColumn<RunEntry>[],
  charset: UiContext['display']['charset'],
): Line {
  const cells = columns[0]?.cells ?? displayWidth(name);
  const safe = safeText(name, { asciiOnly: charset.asciiText });
  return [span(`${fit(safe, cells, { ascii: charset.asciiGlyphs })} `), span(problem ?? 'cannot be read', 'problem')];
}
