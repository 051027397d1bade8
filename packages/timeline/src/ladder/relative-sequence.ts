import type { Connection } from '@sockscope/capture';
import type { TimelinePacket } from '../model';
import { RST } from '../tcp-flags';
import type { TimelineIndex } from './timeline-index';

/** Numbers of a segment counted from its connection's beginning: a SYN is 0, the first byte of data 1. */
export interface RelativeNumbers {
  /** null where the connection's beginning was not captured and cannot be told. */
  readonly sequence: number | null;
  readonly acknowledgment: number | null;
}

type Side = 'client' | 'server';
type TcpPacket = TimelinePacket['packet'];

const SEQUENCE_SPACE = 2 ** 32;

const initialSequences = new WeakMap<Connection, Readonly<Record<Side, number | null>>>();

/**
 * Gives a segment's relative numbers, exact beyond 4 GiB too. Without a captured SYN the first captured byte is number 1, as
 * in Wireshark.
 *
 * @see RFC 9293 §3.4
 */
export function relativeNumbers(packet: TcpPacket, connection: Connection, index: TimelineIndex): RelativeNumbers {
  const { tcp, flow } = packet;
  if (tcp === null || flow === null) return { sequence: null, acknowledgment: null };
  const side = flow.fromClient ? 'client' : 'server';
  const initial = initialsOf(connection, index)[side];
  const streamBytes = flow.fromClient ? connection.payloadBytes.clientToServer : connection.payloadBytes.serverToClient;
  return {
    sequence: flow.stream !== null ? flow.stream.from + 1 : sequenceFrom(initial, tcp.sequence, streamBytes),
    acknowledgment: flow.acknowledgedBytes === null ? null : flow.acknowledgedBytes + (flow.acknowledgesFin ? 2 : 1),
  };
}

/** Counts from the initial number; segments without payload stand nearest to the stream's end (as a FIN does). */
function sequenceFrom(initial: number | null, sequence: number, streamBytes: number): number | null {
  if (initial === null) return null;
  const within = (sequence - initial + SEQUENCE_SPACE) % SEQUENCE_SPACE;
  const turns = Math.max(0, Math.round((streamBytes + 1 - within) / SEQUENCE_SPACE));
  return within + turns * SEQUENCE_SPACE;
}

/** Looks each end's initial sequence number up once a connection; a live connection is a new object when it has grown. */
function initialsOf(connection: Connection, index: TimelineIndex): Readonly<Record<Side, number | null>> {
  const known = initialSequences.get(connection);
  if (known !== undefined) return known;
  const { syn, synAck } = connection.handshake;
  const initials = {
    client: markedSequence(syn?.packet, index) ?? earliestSequence(connection, true, index),
    server: markedSequence(synAck?.packet, index) ?? earliestSequence(connection, false, index),
  };
  initialSequences.set(connection, initials);
  return initials;
}

function markedSequence(packet: number | undefined, index: TimelineIndex): number | null {
  if (packet === undefined) return null;
  return index.packetByNumber.get(packet)?.packet.tcp?.sequence ?? null;
}

/** Where no SYN was captured: counts back from the first data, else from the first segment. A lone RST tells nothing. */
function earliestSequence(connection: Connection, fromClient: boolean, index: TimelineIndex): number | null {
  let first: number | null = null;
  for (const number of connection.packets) {
    const packet = index.packetByNumber.get(number)?.packet;
    if (!packet?.tcp || packet.flow?.fromClient !== fromClient || (packet.tcp.flags & RST) !== 0) continue;
    if (packet.flow.stream !== null) return packet.tcp.sequence - packet.flow.stream.from - 1;
    first ??= packet.tcp.sequence - 1;
  }
  return first;
}
