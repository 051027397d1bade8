import { displayWidth, fit, safeText } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { wantedColumns } from '../state/list-columns';
import { showCursor } from '../state/list-position';
import { placeOfConnection } from '../state/shown-connections';
import { shownRuns } from '../state/shown-runs';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import { allRunColumns, runColumns } from '../table/run-columns';
import { dataTable, headingLine, placeColumns, rowLine, rowTexts, tableCells } from '../table/table';
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
  at: ({ runs }) => runs.cursor,
  table: ({ state, content }) => {
    const { entries = [], what = 'run' } = content.snapshot.runs ?? {};
    return dataTable(
      shownRuns(state, content).flatMap((place) => entries[place] ?? []),
      allRunColumns(what),
    );
  },
  texts: ({ state, content }) => {
    const { entries = [], what = 'run' } = content.snapshot.runs ?? {};
    const texts = content.once('run texts', () => rowTexts(entries, allRunColumns(what)));
    return shownRuns(state, content).map((place) => `${texts[place] ?? ''} ${entries[place]?.problem ?? ''}`);
  },
  wideCells: (context, area) => {
    const { what = 'run' } = context.content.snapshot.runs ?? {};
    const shown = placesOnScreen(context, area.height).map(({ run }) => run);
    const problems = shown.map(({ problem }) => displayWidth(problem ?? ''));
    const { charset } = context.display;
    const wanted = wantedColumns(allRunColumns(what), context.state, 'runs');
    const columns = tableCells(wanted, shown, charset);
    return MARK_CELLS + Math.max(columns, tableCells(wanted.slice(0, 1), shown, charset) + Math.max(0, ...problems));
  },
};

function placesOnScreen(
  { state, content }: UiContext,
  height: number,
): readonly { readonly place: number; readonly run: RunEntry }[] {
  const { top } = state.runs;
  const { entries = [] } = content.snapshot.runs ?? {};
  return shownRuns(state, content)
    .slice(top, top + Math.max(0, height - 1))
    .flatMap((place) => {
      const run = entries[place];
      return run ? [{ place, run }] : [];
    });
}

/** Keeps the cursor on its run, wherever another order puts it. */
function settledRuns(state: UiState, content: UiContent, height: number): UiState {
  const { runs } = state;
  const shown = shownRuns(state, content);
  const known = runs.at === null ? null : placeOfConnection(shown, runs.at, runs.cursor);
  const position = showCursor({ ...runs, cursor: known ?? runs.cursor }, shown.length, height);
  return { ...state, runs: { ...runs, ...position, at: shown[position.cursor] ?? null } };
}

function drawRuns(painter: Painter, context: UiContext): void {
  const { state, content, display } = context;
  const { charset } = display;
  const { cursor, top, selected, base, sorting } = state.runs;
  const { what = 'run' } = content.snapshot.runs ?? {};
  const shown = placesOnScreen(context, painter.height);
  const runs = shown.map(({ run }) => run);
  const columns = placeColumns(
    wantedColumns(runColumns(what, painter.width), state, 'runs'),
    runs,
    painter.width - MARK_CELLS,
    charset,
  );
  painter.line(0, [span(' '.repeat(MARK_CELLS)), ...headingLine(columns, sorting, charset)]);
  const marks = new Set(selected);
  shown.forEach(({ place, run }, i) => {
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
