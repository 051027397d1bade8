import { durationText } from '@sockscope/timeline';
import { medianNs } from '../state/median';
import type { RunEntry } from '../ui-source';
import { CONNECTION_COLUMNS, connectionColumns } from './connection-columns';
import type { Column } from './table';

/** The columns of the list of runs. Of one that failed the reason stands in place of the figures. */
const RUN_COLUMNS: readonly Column<RunEntry>[] = [
  {
    name: 'run',
    title: 'RUN',
    width: { least: 8 },
    align: 'left',
    rank: 0,
    text: ({ name }) => name,
    order: ({ name }) => name,
  },
  {
    name: 'state',
    title: '',
    width: { least: 1 },
    align: 'left',
    rank: 2,
    text: ({ state, problem }) => (state === 'read' ? (problem ?? '') : state === 'failed' ? 'failed' : 'not read yet'),
    style: ({ state, problem }) => (problem === null && state !== 'failed' ? 'note' : 'problem'),
    order: ({ state, problem }) => (state === 'read' ? problem : state),
  },
  {
    name: 'start',
    title: 'START (UTC)',
    width: 19,
    align: 'left',
    rank: 4,
    text: ({ start }) => start,
    order: ({ start }) => (start === '' ? null : start),
  },
  countColumn('connections', 'CONNS', 6, (run) => run.connections),
  countColumn('packets', 'PACKETS', 8, (run) => run.packets),
  countColumn('calls', 'CALLS', 7, (run) => run.calls),
  {
    name: 'handshake',
    unit: 'ns',
    title: 'HANDSHAKE',
    width: 10,
    align: 'right',
    rank: 1,
    text: (run, { asciiText }) => {
      const median = handshakeNs(run);
      return median === null ? '' : durationText(median, { ascii: asciiText });
    },
    order: handshakeNs,
  },
];

function countColumn(name: string, title: string, width: number, of: (run: RunEntry) => number): Column<RunEntry> {
  const order = (run: RunEntry) => (run.state === 'read' ? of(run) : null);
  const text = (run: RunEntry) => String(order(run) ?? '');
  return { name, title, width, align: 'right', rank: name === 'calls' ? 5 : 3, text, order };
}

/** The median from the SYN to the ACK; null where none is known. */
function handshakeNs({ phases }: RunEntry): bigint | null {
  return medianNs(
    phases.map(({ synToSynAckNs, synAckToAckNs }) =>
      synToSynAckNs === null || synAckToAckNs === null ? null : synToSynAckNs + synAckToAckNs,
    ),
  );
}

/** Of connections that are not read yet nothing is known but what the index holds. */
const NOT_INDEXED: ReadonlySet<string> = new Set(['phases', 'retransmissions']);

function ofRow({ text, style, order, ...column }: (typeof CONNECTION_COLUMNS)[number]): Column<RunEntry> {
  return {
    ...column,
    text: ({ row }, charset) => (row ? text(row, charset) : ''),
    ...(style && { style: ({ row }: RunEntry) => (row ? style(row) : 'plain') }),
    ...(order && { order: ({ row }: RunEntry) => (row ? order(row) : null) }),
  };
}

/** Gives the columns of a list of runs, or of connections each of which is read when it is opened, on a screen of a width. */
export function runColumns(what: 'run' | 'connection', width: number): readonly Column<RunEntry>[] {
  if (what === 'run') return RUN_COLUMNS;
  return connectionColumns(width)
    .filter(({ name }) => !NOT_INDEXED.has(name))
    .map(ofRow);
}

/** Gives all that such a list can be sorted by. */
export function allRunColumns(what: 'run' | 'connection'): readonly Column<RunEntry>[] {
  return runColumns(what, Infinity);
}
