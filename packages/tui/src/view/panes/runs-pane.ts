import { durationText } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { listHeight } from '../screen/screen-layout';
import { span } from '../screen/styles';
import { showCursor } from '../state/list-position';
import { medianNs } from '../state/median';
import { headingLine, placeColumns, rowLine } from '../table/table';
import type { Column } from '../table/table';
import type { UiContext } from '../ui-context';
import type { RunEntry } from '../ui-source';
import type { Pane } from './pane';

const COLUMNS: readonly Column<RunEntry>[] = [
  { name: 'run', title: 'RUN', width: { least: 8 }, align: 'left', rank: 0, text: ({ name }) => name },
  {
    name: 'state',
    title: '',
    width: { least: 0 },
    align: 'left',
    rank: 1,
    text: ({ state, problem }) =>
      state === 'read' ? (problem ?? '') : state === 'failed' ? (problem ?? 'cannot be read') : 'is read',
    style: ({ problem }) => (problem === null ? 'note' : 'problem'),
  },
  { name: 'start', title: 'START (UTC)', width: 19, align: 'left', rank: 4, text: ({ start }) => start },
  {
    name: 'connections',
    title: 'CONNECTIONS',
    width: 11,
    align: 'right',
    rank: 2,
    text: count((run) => run.connections),
  },
  { name: 'packets', title: 'PACKETS', width: 8, align: 'right', rank: 3, text: count((run) => run.packets) },
  { name: 'calls', title: 'CALLS', width: 8, align: 'right', rank: 5, text: count((run) => run.calls) },
  {
    name: 'handshake',
    title: 'HANDSHAKE',
    width: 9,
    align: 'right',
    rank: 1,
    text: ({ phases }, { asciiText }: Charset) => {
      const times = phases.map(({ synToSynAckNs, synAckToAckNs }) =>
        synToSynAckNs === null || synAckToAckNs === null ? null : synToSynAckNs + synAckToAckNs,
      );
      const median = medianNs(times);
      return median === null ? '' : durationText(median, { ascii: asciiText });
    },
  },
];

function count(of: (run: RunEntry) => number): (run: RunEntry) => string {
  return (run) => (run.state === 'read' ? String(of(run)) : '');
}

/**
 * The recordings that were given or found in a directory; HANDSHAKE is the median from the SYN to the ACK.
 *
 *        RUN      START (UTC)         CONNECTIONS  PACKETS    CALLS HANDSHAKE
 *     b  before   2026-01-02 03:04:05          20      180      160    36.1µs
 *     *  after    2026-01-02 03:05:10          20      181      160    52.0µs
 */
export const runsPane: Pane = {
  draw: drawRuns,
  settle: ({ state, content }, area) => {
    const { length } = content.snapshot.runs?.entries ?? [];
    return { ...state, runs: { ...state.runs, ...showCursor(state.runs, length, listHeight(area)) } };
  },
  place: (state, to) => ({ ...state, runs: { ...state.runs, cursor: to(state.runs.cursor) } }),
  top: ({ runs }) => runs.top,
};

function drawRuns(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const { cursor, top, selected, base } = state.runs;
  const entries = content.snapshot.runs?.entries ?? [];
  const shown = entries.slice(top, top + Math.max(0, painter.height - 1));
  const isOne = content.snapshot.runs?.what === 'connection';
  const wanted = isOne ? COLUMNS.filter(({ name }) => name !== 'connections') : COLUMNS;
  const columns = placeColumns(wanted, shown, painter.width - 3, charset);
  painter.line(0, [span('   '), ...headingLine(columns, { column: '', isDescending: false }, charset)]);
  shown.forEach((run, i) => {
    const place = top + i;
    const mark = `${place === base ? 'b' : ' '}${selected.includes(place) ? '*' : ' '} `;
    painter.line(
      i + 1,
      [span(mark, 'mark'), ...rowLine(run, columns, charset)],
      place === cursor ? 'selected' : 'none',
    );
  });
}
