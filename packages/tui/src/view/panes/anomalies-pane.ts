import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { showCursor } from '../state/list-position';
import { shownAnomalies } from '../state/shown-anomalies';
import type { ShownAnomaly } from '../state/shown-anomalies';
import type { UiContent } from '../state/ui-content';
import { dataTable, headingLine, placeColumns, rowLine, rowTexts, tableCells } from '../table/table';
import type { Column } from '../table/table';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

const COLUMNS: readonly Column<ShownAnomaly>[] = [
  {
    name: 'connection',
    title: '#',
    width: { least: 3 },
    align: 'right',
    rank: 2,
    text: ({ connection }) => (connection === null ? '' : String(connection)),
  },
  {
    name: 'row',
    title: 'ROW',
    width: { least: 6 },
    align: 'left',
    rank: 1,
    text: ({ packet, call }) => (packet === null ? (call ?? '') : `#${packet}`),
  },
  {
    name: 'what',
    title: 'WHAT',
    width: { least: 8 },
    align: 'left',
    rank: 0,
    text: ({ word }) => word,
    style: () => 'problem',
  },
  { name: 'why', title: 'WHAT IT MEANS', width: { least: 8 }, align: 'left', rank: 0, text: ({ text }) => text },
];

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
    const { length } = shownAnomalies(content);
    return { ...state, anomalies: showCursor(state.anomalies, length, listHeight(area)) };
  },
  place: (state, to) => ({ ...state, anomalies: { ...state.anomalies, cursor: to(state.anomalies.cursor) } }),
  top: ({ anomalies }) => anomalies.top,
  at: ({ anomalies }) => anomalies.cursor,
  table: ({ content }) => dataTable(shownAnomalies(content), COLUMNS),
  texts: ({ content }) => rowTexts(shownAnomalies(content), COLUMNS),
  wideCells: ({ state, content, display }, { height }) => {
    const { top } = state.anomalies;
    return tableCells(COLUMNS, shownAnomalies(content).slice(top, top + Math.max(0, height - 1)), display.charset);
  },
};

function drawAnomalies(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const { cursor, top } = state.anomalies;
  const all = shownAnomalies(content);
  const shown = all.slice(top, top + Math.max(0, painter.height - 1));
  const columns = placeColumns(COLUMNS, shown, painter.width, charset);
  painter.line(0, headingLine(columns, { column: '', isDescending: false }, charset));
  if (all.length === 0) painter.paragraph(1, emptyText(content), 'note');
  shown.forEach((each, i) => {
    painter.line(i + 1, rowLine(each, columns, charset), top + i === cursor ? 'selected' : 'none');
  });
}

function emptyText({ anomalies }: UiContent): string {
  return anomalies === null ? 'Looking for what stands out.' : 'Nothing stands out: everything went as in the book.';
}
