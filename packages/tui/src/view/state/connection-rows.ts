import { endpointText, timelineIndex } from '@sockscope/timeline';
import type { HandshakePhases, Timeline, TimelineConnection } from '@sockscope/timeline';

/** A connection as the list shows it. */
export interface ConnectionRow {
  /** As everywhere: its place among the connections, from 0. */
  readonly index: number;
  readonly protocol: 'tcp' | 'udp';
  readonly client: string;
  readonly server: string;
  /** Empty for UDP. */
  readonly outcome: string;
  /** From the SYN to the ACK of its answer; null where one of them was not captured. */
  readonly handshakeNs: bigint | null;
  readonly phases: HandshakePhases;
  /** Empty for UDP. */
  readonly close: string;
  /** From its first packet to its last; null where those have no time. */
  readonly durationNs: bigint | null;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly packets: number;
  readonly retransmissions: number;
}

/** Gives the connections of a timeline as the list shows them. */
export function connectionRows(timeline: Timeline): readonly ConnectionRow[] {
  const retransmissions = retransmissionCounts(timeline);
  return timeline.connections.map((each, i) => timelineRow(each, timeline, retransmissions[i] ?? 0));
}

function timelineRow(
  { connection, phases }: TimelineConnection,
  timeline: Timeline,
  retransmissions: number,
): ConnectionRow {
  const { packets } = connection;
  const firstNs = timeOf(timeline, packets[0]);
  const lastNs = timeOf(timeline, packets.at(-1));
  return connectionRow(connection, { phases, firstNs, lastNs, packets: packets.length, retransmissions });
}

/** What a connection alone does not say. */
export interface ConnectionFigures {
  readonly phases: HandshakePhases;
  /** Of its first and its last packet; null where those have no time. */
  readonly firstNs: bigint | null;
  readonly lastNs: bigint | null;
  readonly packets: number;
  readonly retransmissions: number;
}

type Described = Pick<
  TimelineConnection['connection'],
  'index' | 'protocol' | 'client' | 'server' | 'payloadBytes' | 'handshake' | 'close'
>;

/** Gives a connection as the list shows it. */
export function connectionRow(connection: Described, figures: ConnectionFigures): ConnectionRow {
  const { index, protocol, client, server, payloadBytes, handshake, close } = connection;
  const { phases, firstNs, lastNs, packets, retransmissions } = figures;
  const isTcp = protocol === 'tcp';
  const { synToSynAckNs, synAckToAckNs } = phases;
  return {
    index,
    protocol,
    client: endpointText(client),
    server: endpointText(server),
    outcome: isTcp ? handshake.outcome : '',
    handshakeNs: synToSynAckNs === null || synAckToAckNs === null ? null : synToSynAckNs + synAckToAckNs,
    phases,
    close: isTcp ? close.kind : '',
    durationNs: firstNs === null || lastNs === null ? null : lastNs - firstNs,
    sentBytes: payloadBytes.clientToServer,
    receivedBytes: payloadBytes.serverToClient,
    packets,
    retransmissions,
  };
}

function timeOf(timeline: Timeline, number: number | undefined): bigint | null {
  return timelineIndex(timeline).packetByNumber.get(number ?? 0)?.packet.timestampNs ?? null;
}

function retransmissionCounts({ packets, connections }: Timeline): readonly number[] {
  const counts = new Array<number>(connections.length).fill(0);
  for (const { packet } of packets) {
    if (packet.flow?.isRetransmission) counts[packet.flow.connection] = (counts[packet.flow.connection] ?? 0) + 1;
  }
  return counts;
}
