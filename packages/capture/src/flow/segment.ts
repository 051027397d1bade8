import type { Packet, TcpFields } from '../wire/packet';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { PacketFlow, StreamInterval } from './connection';
import type { SequenceSpace } from './sequence-space';

/** A packet whose TCP header was decoded. */
export type TcpPacket = Packet & { readonly tcp: TcpFields };

/** Where a segment stands in the two streams of its connection. */
export type SegmentPlace = Pick<
  PacketFlow,
  'stream' | 'acknowledgedBytes' | 'acknowledgesFin' | 'isRetransmission' | 'isProbe'
>;

/** Learns from a segment where the streams begin, as far as that is not known. */
export function synchronize(tcp: TcpFields, own: SequenceSpace, other: SequenceSpace): void {
  if (has(tcp, TCP_FLAG.syn)) {
    own.begin(tcp.sequence);
  } else if (!has(tcp, TCP_FLAG.rst)) {
    // A reset for a socket that is not there carries whatever number makes it acceptable (RFC 9293 §3.10.7.1).
    own.assumeBase(tcp.sequence);
  }
  if (has(tcp, TCP_FLAG.ack) && !has(tcp, TCP_FLAG.rst)) {
    other.assumeBase(tcp.acknowledgment);
  }
}

/**
 * Places a segment among those that were recorded before it.
 *
 * @param own The stream of the segment's sender; `other`, of its receiver.
 */
export function placeSegment(packet: TcpPacket, own: SequenceSpace, other: SequenceSpace): SegmentPlace {
  const stream = streamOf(packet, own);
  const isProbe = isProbeOf(packet, own);
  const isRetransmission = !isProbe && wasSeen(packet, own, stream);
  const acknowledged = acknowledge(packet.tcp, other);
  return { stream, ...acknowledged, isRetransmission, ...(isProbe ? { isProbe } : {}) };
}

/** Records what a segment occupies of its sender's sequence space: SYN, payload, FIN. */
export function recordSegment(packet: TcpPacket, own: SequenceSpace, stream: StreamInterval | null): void {
  const { tcp } = packet;
  if (has(tcp, TCP_FLAG.syn)) {
    own.hasSentSynAck ||= has(tcp, TCP_FLAG.ack);
    own.hasSentSyn ||= !has(tcp, TCP_FLAG.ack);
  }
  if (stream !== null) {
    own.addPayload(stream);
  }
  if (has(tcp, TCP_FLAG.fin)) {
    own.finOffset ??= endOffset(packet, own);
  }
}

function has(tcp: TcpFields, flag: number): boolean {
  return (tcp.flags & flag) !== 0;
}

/** Offset of the segment's first byte, or of where it would be. */
function startOffset(tcp: TcpFields, own: SequenceSpace): number {
  return own.offsetOf(tcp.sequence) + (has(tcp, TCP_FLAG.syn) ? 1 : 0);
}

function endOffset({ tcp, payloadBytes }: TcpPacket, own: SequenceSpace): number {
  return startOffset(tcp, own) + (payloadBytes ?? 0);
}

/** What a reset carries is a message to people, not part of the stream (RFC 9293 §3.10.7). */
function streamOf({ tcp, payloadBytes }: TcpPacket, own: SequenceSpace): StreamInterval | null {
  if (payloadBytes === null || payloadBytes === 0 || has(tcp, TCP_FLAG.rst)) {
    return null;
  }
  const from = startOffset(tcp, own);
  return { from, to: from + payloadBytes };
}

function isProbeOf({ tcp, payloadBytes }: TcpPacket, own: SequenceSpace): boolean {
  const others = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst | TCP_FLAG.psh;
  return (
    (tcp.flags & others) === 0 &&
    (payloadBytes ?? 0) <= 1 &&
    own.acknowledged !== null &&
    own.offsetOf(tcp.sequence) === own.acknowledged - 1
  );
}

/** Tells whether all that the segment occupies of the sequence space was seen, and that is something. */
function wasSeen(packet: TcpPacket, own: SequenceSpace, stream: StreamInterval | null): boolean {
  const { tcp } = packet;
  if (has(tcp, TCP_FLAG.rst)) {
    return false;
  }
  const hasSyn = has(tcp, TCP_FLAG.syn);
  const hasFin = has(tcp, TCP_FLAG.fin);
  const isSynSeen = has(tcp, TCP_FLAG.ack) ? own.hasSentSynAck : own.hasSentSyn;
  return (
    (hasSyn || hasFin || stream !== null) &&
    (!hasSyn || isSynSeen) &&
    (!hasFin || own.finOffset === endOffset(packet, own)) &&
    (stream === null || own.hasSeen(stream))
  );
}

function acknowledge(tcp: TcpFields, other: SequenceSpace): Pick<PacketFlow, 'acknowledgedBytes' | 'acknowledgesFin'> {
  if (!has(tcp, TCP_FLAG.ack)) {
    return { acknowledgedBytes: null, acknowledgesFin: false };
  }
  const offset = other.offsetOf(tcp.acknowledgment);
  other.addAcknowledgment(offset);
  if (other.finOffset !== null && offset > other.finOffset) {
    return { acknowledgedBytes: other.finOffset, acknowledgesFin: true };
  }
  // Before byte 0 lies the SYN, which is not a byte; where the SYN was not captured there are bytes before byte 0.
  return { acknowledgedBytes: other.isn === null ? offset : Math.max(0, offset), acknowledgesFin: false };
}
