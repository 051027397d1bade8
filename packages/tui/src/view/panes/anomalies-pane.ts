import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { wantedColumns } from '../state/list-columns';
import { showCursor } from '../state/list-position';
import { shownAnomalies } from '../state/shown-anomalies';
import type { UiContent } from '../state/ui-content';
import { ANOMALY_COLUMNS } from '../table/anomaly-columns';
import { dataTable, headingLine, placeColumns, rowLine, rowTexts, tableCells } from '../table/table';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

/**
 * What went another way than in the book, each with its packet or call.
 *
 *       # ROW        WHAT        WHAT IT MEANS
 *       0 #2         refused     the kernel refuses: no socket listens on port 9
 *       0 client-2#1 refused     ECONNREFUSED: Connection refused
 */
export const anomaliesPane: Pane = {
  draw: drawAnomalies,
  settle: ({ state, content }, area) => {
    const { anomalies } = state;
    const shown = shownAnomalies(state, content);
    const known = anomalies.at === null ? -1 : shown.indexOf(anomalies.at);
    const cursor = known < 0 ? anomalies.cursor : known;
    const position = showCursor({ ...anomalies, cursor }, shown.length, listHeight(area));
    return { ...state, anomalies: { ...anomalies, ...position, at: shown[position.cursor] ?? null } };
  },
  place: (state, to) => ({ ...state, anomalies: { ...state.anomalies, at: null, cursor: to(state.anomalies.cursor) } }),
  top: ({ anomalies }) => anomalies.top,
  at: ({ anomalies }) => anomalies.cursor,
  table: ({ state, content }) => dataTable(shownAnomalies(state, content), ANOMALY_COLUMNS),
  texts: ({ state, content }) => rowTexts(shownAnomalies(state, content), ANOMALY_COLUMNS),
  wideCells: ({ state, content, display }, { height }) => {
    const { top } = state.anomalies;
    return tableCells(
      wantedColumns(ANOMALY_COLUMNS, state, 'anomalies'),
      shownAnomalies(state, content).slice(top, top + Math.max(0, height - 1)),
      display.charset,
    );
  },
};

function drawAnomalies(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const { cursor, top } = state.anomalies;
  const all = shownAnomalies(state, content);
  const shown = all.slice(top, top + Math.max(0, painter.height - 1));
  const columns = placeColumns(wantedColumns(ANOMALY_COLUMNS, state, 'anomalies'), shown, painter.width, charset);
  painter.line(0, headingLine(columns, state.anomalies.sorting, charset));
  if (all.length === 0) painter.paragraph(1, emptyText(content), 'note');
  shown.forEach((each, i) => {
    painter.line(i + 1, rowLine(each, columns, charset), top + i === cursor ? 'selected' : 'none');
  });
}

function emptyText({ anomalies }: UiContent): string {
  return anomalies === null ? 'Looking for what stands out.' : 'Nothing stands out: everything went as in the book.';
}
