import { durationText } from '@sockscope/timeline';
import { sparkText } from '../charts/spark';
import type { Charset } from '../screen/charset';
import type { Style } from '../screen/styles';
import type { ConnectionRow } from '../state/connection-rows';
import { byteCountText } from './byte-count-text';
import { endpointOrder } from './endpoint-order';
import type { Column } from './table';

const BAD_OUTCOMES = new Set(['refused', 'unanswered']);

/** The columns of the list of connections. */
export const CONNECTION_COLUMNS: readonly Column<ConnectionRow>[] = [
  {
    name: 'number',
    title: '#',
    width: { least: 3 },
    align: 'right',
    rank: 0,
    text: ({ index }) => String(index),
    order: ({ index }) => index,
  },
  {
    name: 'protocol',
    title: '',
    width: 3,
    align: 'left',
    rank: 5,
    text: ({ protocol }) => protocol,
    order: ({ protocol }) => protocol,
  },
  {
    name: 'client',
    title: 'CLIENT',
    width: { least: 6 },
    align: 'left',
    rank: 0,
    text: ({ client }) => client,
    order: ({ client }) => endpointOrder(client),
  },
  {
    name: 'server',
    title: 'SERVER',
    width: { least: 6 },
    align: 'left',
    rank: 0,
    text: ({ server }) => server,
    order: ({ server }) => endpointOrder(server),
  },
  {
    name: 'handshake',
    title: 'HANDSHAKE',
    width: 10,
    align: 'left',
    rank: 1,
    text: ({ outcome }) => outcome,
    style: ({ outcome }) => (BAD_OUTCOMES.has(outcome) ? 'problem' : 'state'),
    order: ({ outcome }) => (outcome === '' ? null : outcome),
  },
  {
    name: 'time',
    unit: 'ns',
    title: 'TIME',
    width: 6,
    align: 'right',
    rank: 2,
    text: ({ handshakeNs }, charset) => spanText(handshakeNs, charset),
    order: ({ handshakeNs }) => handshakeNs,
  },
  {
    name: 'phases',
    unit: 'ns',
    title: 'PHASE',
    width: 6,
    align: 'left',
    rank: 4,
    text: ({ protocol, phases }, charset) => (protocol === 'udp' ? '' : sparkText(Object.values(phases), charset)),
    style: () => 'bar',
    order: ({ phases }) => totalNs(Object.values(phases)),
  },
  {
    name: 'close',
    title: 'CLOSE',
    width: 13,
    align: 'left',
    rank: 6,
    text: ({ close }) => close,
    style: ({ close }): Style => (close === 'reset' ? 'problem' : 'plain'),
    order: ({ close }) => (close === '' ? null : close),
  },
  {
    name: 'sent',
    unit: 'bytes',
    title: 'SENT',
    width: 8,
    align: 'right',
    rank: 3,
    text: ({ sentBytes }) => byteCountText(sentBytes),
    order: ({ sentBytes }) => sentBytes,
  },
  {
    name: 'received',
    unit: 'bytes',
    title: 'RECEIVED',
    width: 9,
    align: 'right',
    rank: 3,
    text: ({ receivedBytes }) => byteCountText(receivedBytes),
    order: ({ receivedBytes }) => receivedBytes,
  },
  {
    name: 'packets',
    title: 'PACKETS',
    width: 8,
    align: 'right',
    rank: 8,
    text: ({ packets }) => String(packets),
    order: ({ packets }) => packets,
  },
  {
    name: 'retransmissions',
    title: 'RTX',
    width: 4,
    align: 'right',
    rank: 6,
    text: ({ retransmissions }) => (retransmissions === 0 ? '' : String(retransmissions)),
    style: () => 'packet-retransmission',
    order: ({ retransmissions }) => retransmissions,
  },
  {
    name: 'duration',
    unit: 'ns',
    title: 'DURATION',
    width: 9,
    align: 'right',
    rank: 7,
    text: ({ durationNs }, charset) => spanText(durationNs, charset),
    order: ({ durationNs }) => durationNs,
  },
];

/** Both ends in one cell; the server's address only where it is another one. */
const ENDS: Column<ConnectionRow> = {
  name: 'client',
  title: 'ENDS',
  width: { least: 6 },
  align: 'left',
  rank: 0,
  text: ({ client, server }) => {
    const port = server.slice(server.lastIndexOf(':'));
    return `${client} > ${addressOf(client) === addressOf(server) ? port : server}`;
  },
  order: ({ client }) => endpointOrder(client),
};

const NARROW_BELOW = 60;

/** Gives the columns to choose from on a screen of a width: a narrow one has both ends in one. */
export function connectionColumns(width: number): readonly Column<ConnectionRow>[] {
  if (width >= NARROW_BELOW) return CONNECTION_COLUMNS;
  return [
    ...CONNECTION_COLUMNS.filter(({ name }) => name === 'number'),
    ENDS,
    ...CONNECTION_COLUMNS.filter(({ name }) => name === 'handshake' || name === 'time'),
  ];
}

function addressOf(end: string): string {
  return end.slice(0, end.lastIndexOf(':'));
}

function spanText(durationNs: bigint | null, { asciiText }: Charset): string {
  return durationNs === null ? '' : durationText(durationNs, { ascii: asciiText });
}

/** null where none is known. */
function totalNs(phases: readonly (bigint | null)[]): bigint | null {
  return phases.reduce((sum, phase) => (phase === null ? sum : (sum ?? 0n) + phase), null);
}
