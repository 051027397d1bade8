import type { Packet } from '../wire/packet';

/** An IP address in text and a port. */
export interface FlowEndpoint {
  readonly address: string;
  readonly port: number;
}

/** A half-open interval of a byte stream; byte 0 is the one after the SYN, and numbers go on past 2^32. */
export interface StreamInterval {
  readonly from: number;
  readonly to: number;
}

/** Where a packet stands in its connection. */
export interface PacketFlow {
  /** Index into the connections, from 0. */
  readonly connection: number;
  readonly fromClient: boolean;
  /** TCP payload as an interval of the sender's stream; null without payload (and for UDP and ICMP). */
  readonly stream: StreamInterval | null;
  /** TCP: how many bytes of the other end's stream are acknowledged (SYN and FIN not counted as bytes); null without ACK. */
  readonly acknowledgedBytes: number | null;
  /** TCP: the acknowledgment covers the other end's FIN. */
  readonly acknowledgesFin: boolean;
  /** SYN, payload or FIN that was seen before in whole. */
  readonly isRetransmission: boolean;
  /** UDP: the datagram's position among those of its direction, from 0. null for TCP and ICMP. */
  readonly datagram: number | null;
  /**
   * TCP: at most one byte without PSH, just before the oldest unacknowledged one: a keep-alive (RFC 9293 §3.8.4) or a
   * zero-window probe (§3.8.6.1). Never a retransmission. Absent where it is not so.
   */
  readonly isProbe?: true;
  /** The packet is an ICMP error that quotes a packet of this connection. `fromClient` then tells who sent the ICMP. */
  readonly isIcmpError: boolean;
  /**
   * The same packet was captured before, elsewhere on its way (`-i any`) or leaving and arriving on loopback. It counts
   * nowhere. Absent where it is not so.
   */
  readonly isCopy?: true;
}

/** A packet and its place in a connection; `flow` is null for what belongs to none. */
export interface CapturedPacket extends Packet {
  readonly flow: PacketFlow | null;
}

/** One packet of a handshake or a close. */
export interface PacketMark {
  readonly packet: number;
  readonly timestampNs: bigint | null;
}

/**
 * - `complete`: SYN, SYN-ACK and an ACK of the client that covers it.
 * - `refused`: a SYN, no SYN-ACK, and a RST that acknowledges the SYN or an ICMP error that quotes it.
 * - `unanswered`: SYNs and nothing from the other end.
 * - `partial`: any other mix with a SYN or a SYN-ACK.
 * - `unseen`: neither was captured (always so for UDP).
 */
export type HandshakeOutcome = 'complete' | 'refused' | 'unanswered' | 'partial' | 'unseen';

/** How a connection began, as far as it was captured. */
export interface Handshake {
  readonly outcome: HandshakeOutcome;
  /** The first SYN. */
  readonly syn: PacketMark | null;
  /** The first SYN-ACK. */
  readonly synAck: PacketMark | null;
  /** The client's first ACK that covers the SYN-ACK. */
  readonly ack: PacketMark | null;
  readonly synRetransmissions: number;
  readonly synAckRetransmissions: number;
}

/**
 * - `four-segment`: both FINs; the first was acknowledged by a segment before the second FIN.
 * - `three-segment`: both FINs; the second FIN's own segment acknowledged the first.
 * - `simultaneous`: both FINs; the second was sent without acknowledging the first. A self-connected socket closes so.
 * - `half`: one FIN.
 * - `reset`: a RST before both FINs were acknowledged, that of a refused handshake included.
 * - `open`: none of these (always so for UDP).
 *
 * Whether the last ACK was captured does not matter.
 *
 * @see RFC 9293 §3.6
 */
export type CloseKind = 'four-segment' | 'three-segment' | 'simultaneous' | 'half' | 'reset' | 'open';

/** How a connection ended, as far as it was captured. */
export interface Close {
  readonly kind: CloseKind;
  readonly clientFin: PacketMark | null;
  readonly serverFin: PacketMark | null;
  readonly reset: (PacketMark & { readonly by: 'client' | 'server' }) | null;
}

/** How the client was told: who sent the SYN, who received a SYN-ACK, who sent the first datagram, else the higher port, else who sent the first packet. */
export type ClientKnownBy = 'syn' | 'syn-ack' | 'first-datagram' | 'higher-port' | 'first-packet';

/** A TCP connection or a UDP exchange between two endpoints, without the list of its packets. */
export interface ConnectionSummary {
  readonly index: number;
  readonly protocol: 'tcp' | 'udp';
  readonly client: FlowEndpoint;
  readonly server: FlowEndpoint;
  readonly clientKnownBy: ClientKnownBy;
  readonly firstPacket: PacketMark;
  readonly lastPacket: PacketMark;
  /** Copies left out. ICMP errors count as sent by the end to which the quoted packet went. */
  readonly packetCount: { readonly clientToServer: number; readonly serverToClient: number };
  /** How many more packets are copies of these, see PacketFlow. */
  readonly copies: number;
  /** Payload as sent, retransmissions counted once. */
  readonly payloadBytes: { readonly clientToServer: number; readonly serverToClient: number };
  readonly handshake: Handshake;
  readonly close: Close;
}

/** A connection and its packets. */
export interface Connection extends ConnectionSummary {
  /** Numbers of its packets in capture order, ICMP errors about it and copies included. */
  readonly packets: readonly number[];
  /** Its index in the capture, where it was read from a larger one without all of the others; absent elsewhere. */
  readonly captureIndex?: number;
}
