import type { ClientKnownBy, CloseKind, ConnectionSummary, HandshakeOutcome, PacketMark } from '../flow/connection';
import { endpointText } from './endpoint-text';
import { timestampTextOrNull } from './timestamp-text';

/** A packet of a handshake or a close. */
export interface MarkJson {
  readonly packet: number;
  /** `seconds.nnnnnnnnn` */
  readonly timestamp: string | null;
}

interface Directions {
  readonly clientToServer: number;
  readonly serverToClient: number;
}

/** A connection as one JSON object; what was not seen is absent. Ready for JSON.stringify(). */
export interface ConnectionJson {
  readonly connection: number;
  readonly protocol: 'tcp' | 'udp';
  /** `address:port`, `[v6]:port` */
  readonly client: string;
  readonly server: string;
  readonly clientKnownBy: ClientKnownBy;
  /** Number of the first packet. */
  readonly firstPacket: number;
  readonly packets: Directions;
  /** How many packets were captured again, and count nowhere; absent where none was. */
  readonly copies?: number;
  readonly payloadBytes: Directions;
  readonly handshake: {
    readonly outcome: HandshakeOutcome;
    readonly syn?: MarkJson;
    readonly synAck?: MarkJson;
    readonly ack?: MarkJson;
    /** Nanoseconds in decimal, as text like all times. */
    readonly synToSynAckNs?: string;
    readonly synAckToAckNs?: string;
    readonly synRetransmissions: number;
    readonly synAckRetransmissions: number;
  };
  readonly close: {
    readonly kind: CloseKind;
    readonly clientFin?: MarkJson;
    readonly serverFin?: MarkJson;
    readonly reset?: MarkJson & { readonly by: 'client' | 'server' };
  };
}

/** Gives a connection as `connections --json` prints it, without the phases, which need the calls. */
export function connectionJson(connection: ConnectionSummary): ConnectionJson {
  const { index, protocol, client, server, clientKnownBy, firstPacket, packetCount, copies, payloadBytes } = connection;
  return {
    connection: index,
    protocol,
    client: endpointText(client),
    server: endpointText(server),
    clientKnownBy,
    firstPacket: firstPacket.packet,
    packets: packetCount,
    ...(copies > 0 ? { copies } : {}),
    payloadBytes,
    handshake: handshakeJson(connection),
    close: closeJson(connection),
  };
}

function handshakeJson({ handshake }: ConnectionSummary): ConnectionJson['handshake'] {
  const { outcome, syn, synAck, ack, synRetransmissions, synAckRetransmissions } = handshake;
  const synToSynAckNs = elapsedNs(syn?.timestampNs, synAck?.timestampNs);
  const synAckToAckNs = elapsedNs(synAck?.timestampNs, ack?.timestampNs);
  return {
    outcome,
    ...(syn === null ? {} : { syn: markJson(syn) }),
    ...(synAck === null ? {} : { synAck: markJson(synAck) }),
    ...(ack === null ? {} : { ack: markJson(ack) }),
    ...(synToSynAckNs === null ? {} : { synToSynAckNs: String(synToSynAckNs) }),
    ...(synAckToAckNs === null ? {} : { synAckToAckNs: String(synAckToAckNs) }),
    synRetransmissions,
    synAckRetransmissions,
  };
}

function closeJson({ close }: ConnectionSummary): ConnectionJson['close'] {
  const { kind, clientFin, serverFin, reset } = close;
  return {
    kind,
    ...(clientFin === null ? {} : { clientFin: markJson(clientFin) }),
    ...(serverFin === null ? {} : { serverFin: markJson(serverFin) }),
    ...(reset === null ? {} : { reset: { ...markJson(reset), by: reset.by } }),
  };
}

function markJson({ packet, timestampNs }: PacketMark): MarkJson {
  return { packet, timestamp: timestampTextOrNull(timestampNs) };
}

/**
 * Gives the nanoseconds from one packet to another; null where one has no time. A capture's clock can be set back between
 * two packets: a time that would be negative is not known.
 */
export function elapsedNs(fromNs: bigint | null | undefined, toNs: bigint | null | undefined): bigint | null {
  return fromNs == null || toNs == null || toNs < fromNs ? null : toNs - fromNs;
}
