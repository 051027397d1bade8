import { ANOMALY_DEFINITIONS, rowAnomalies } from '../../anomalies';
import type { LadderRow } from '../../ladder/row';
import type { Side, TcpState } from '../../model';
import type { FilterField } from '../filter-field';
import { rowText } from '../row-text';

const STATES: Readonly<Record<TcpState, true>> = {
  CLOSED: true,
  LISTEN: true,
  'SYN-SENT': true,
  'SYN-RECEIVED': true,
  ESTABLISHED: true,
  'FIN-WAIT-1': true,
  'FIN-WAIT-2': true,
  'CLOSE-WAIT': true,
  CLOSING: true,
  'LAST-ACK': true,
  'TIME-WAIT': true,
};

/** What every row has, whatever it shows. */
export const ROW_FIELDS: readonly FilterField[] = [
  {
    name: 'kind',
    aliases: [],
    type: 'word',
    words: ['call', 'packet', 'exit'],
    help: 'what the row shows: a call, a packet, the end of a process',
    example: 'kind == call',
    read: ({ event }) => event.kind,
  },
  {
    name: 'side',
    aliases: ['role'],
    type: 'word',
    words: ['client', 'server'],
    help: 'who made the call or sent the packet',
    example: 'side == server and kind == packet',
    read: sideOf,
  },
  {
    name: 'time',
    aliases: ['frame.time_relative'],
    type: 'duration',
    help: "time since the ladder's first row",
    example: 'time > 1s and time < 1.5s',
    read: ({ timeNs }, { originNs }) => (timeNs === null || originNs === null ? null : Number(timeNs - originNs)),
  },
  {
    name: 'delta',
    aliases: ['frame.time_delta'],
    type: 'duration',
    help: 'time since the row before',
    example: 'delta > 1ms',
    read: ({ deltaNs }) => (deltaNs === null ? null : Number(deltaNs)),
  },
  {
    name: 'state',
    aliases: ['tcp.state'],
    type: 'word',
    words: Object.keys(STATES),
    help: 'a TCP state that an end enters on the row',
    example: 'state == TIME-WAIT',
    read: ({ state }) => [state.client, state.server].filter((each) => each !== null),
  },
  {
    name: 'anomaly',
    aliases: ['expert'],
    type: 'word',
    words: ANOMALY_DEFINITIONS.map(({ kind }) => kind),
    help: 'something went another way than in the book',
    example: 'anomaly',
    read: (row, { anomalies }) => rowAnomalies(row, anomalies).map(({ kind }) => kind),
  },
  {
    name: 'note',
    aliases: [],
    type: 'text',
    help: 'what the row says of who and why',
    example: 'note contains "after it returned"',
    read: ({ note }) => note,
  },
  {
    name: 'text',
    aliases: ['frame', 'data'],
    type: 'text',
    help: 'everything that the row says, and the data that it carries',
    example: 'text contains "你好"',
    read: rowText,
  },
];

function sideOf({ event }: LadderRow): Side | null {
  if (event.kind === 'call') return event.call.role;
  if (event.kind === 'exit') return event.exit.role;
  const { flow } = event.packet.packet;
  if (flow === null) return null;
  return flow.fromClient ? 'client' : 'server';
}
