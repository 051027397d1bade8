import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import type { Emphasis } from '../screen/styles';
import { showCursor } from '../state/list-position';
import { wantedColumns } from '../state/list-columns';
import { placeOfConnection, shownConnections } from '../state/shown-connections';
import type { ConnectionRow } from '../state/connection-rows';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import { dataTable, headingLine, placeColumns, rowLine, rowTexts, tableCells } from '../table/table';
import type { UiContext } from '../ui-context';
import { CONNECTION_COLUMNS, connectionColumns } from '../table/connection-columns';
import { cellStyle } from './colored-line';
import type { Pane } from './pane';

/**
 * The list of connections, sorted as the user likes; a selected one has a mark at the left.
 *
 *        #▲ CLIENT          SERVER         HANDSHAKE    TIME PHASE     SENT RECEIVED
 *        0  127.0.0.1:51234 127.0.0.1:8888 complete   28.1µs ▂▃▃▂▇      5 B     25 B
 *     *  1  127.0.0.1:51235 127.0.0.1:8888 refused
 */
export const connectionsPane: Pane = {
  draw: drawConnections,
  settle: ({ state, content }, area) => settledList(state, content, listHeight(area)),
  place: (state, to) => ({
    ...state,
    isFollowing: false,
    connections: { ...state.connections, at: null, cursor: to(state.connections.cursor) },
  }),
  top: ({ connections }) => connections.top,
  at: ({ connections }) => connections.cursor,
  table: ({ state, content }) => {
    const all = content.connectionRows();
    return dataTable(
      shownConnections(state, content).flatMap((index) => all[index] ?? []),
      CONNECTION_COLUMNS,
    );
  },
  texts: ({ state, content }) => {
    const texts = content.once('connection texts', () => rowTexts(content.connectionRows(), CONNECTION_COLUMNS));
    return shownConnections(state, content).map((index) => texts[index] ?? '');
  },
  wideCells: (context, area) =>
    tableCells(
      wantedColumns(CONNECTION_COLUMNS, context.state, 'connections'),
      rowsOnScreen(context, area.height),
      context.display.charset,
    ) + 1,
};

function rowsOnScreen({ state, content }: UiContext, height: number): readonly ConnectionRow[] {
  const { top } = state.connections;
  const all = content.connectionRows();
  return shownConnections(state, content)
    .slice(top, top + Math.max(0, height - 1))
    .flatMap((index) => all[index] ?? []);
}

/** Keeps the cursor on its connection, wherever new ones or another order put it; on the newest while following. */
function settledList(state: UiState, content: UiContent, height: number): UiState {
  const { connections } = state;
  const shown = shownConnections(state, content);
  const wanted = state.isFollowing ? content.connectionCount - 1 : connections.at;
  const known = wanted === null ? null : placeOfConnection(shown, wanted, connections.cursor);
  const position = showCursor({ ...connections, cursor: known ?? connections.cursor }, shown.length, height);
  return { ...state, connections: { ...connections, ...position, at: shown[position.cursor] ?? null } };
}

function drawConnections(painter: Painter, context: UiContext): void {
  const { state, content, display } = context;
  const { charset } = display;
  const { cursor, top, sorting, selected } = state.connections;
  const rows = rowsOnScreen(context, painter.height);
  const marks = new Set(selected);
  const wanted = wantedColumns(connectionColumns(painter.width), state, 'connections');
  const columns = placeColumns(wanted, rows, painter.width - 1, charset);
  painter.line(0, [span(' '), ...headingLine(columns, sorting, charset)]);
  if (rows.length === 0) {
    painter.paragraph(
      1,
      content.connectionCount === 0 ? 'No connections.' : 'No connection passes the filter.',
      'note',
    );
  }
  rows.forEach((row, i) => {
    const emphasis: Emphasis = top + i === cursor ? 'selected' : 'none';
    const mark = span(marks.has(row.index) ? '*' : ' ', 'mark');
    const ownStyle = (column: string) => cellStyle(column, row.index, state.ladder.colorMode, content);
    painter.line(i + 1, [mark, ...rowLine(row, columns, charset, ownStyle)], emphasis);
  });
}
