import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { FlowPlace } from './flow-place';
import { STREAM_FLAG } from './row-layout';
import type { StreamRow } from './stream-row';

const CONTROL = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;

/** Learns from a segment where the streams begin, as far as that is not known. */
export function synchronize(facts: PacketFacts, own: StreamRow, other: StreamRow): void {
  const { flags } = facts;
  if ((flags & TCP_FLAG.syn) !== 0) {
    own.begin(facts.sequence);
  }
  // A reset for a socket that is not there carries whatever number makes it acceptable (RFC 9293 §3.10.7.1).
  if ((flags & TCP_FLAG.rst) === 0) {
    own.assumeBase(facts.sequence);
    if ((flags & TCP_FLAG.ack) !== 0) {
      other.assumeBase(facts.acknowledgment);
    }
  }
}

/**
 * Places a segment among those that were recorded before it, and records what it acknowledges.
 *
 * @param own The stream of the segment's sender; `other`, of its receiver.
 */
export function placeSegment(facts: PacketFacts, own: StreamRow, other: StreamRow, place: FlowPlace): void {
  const from = startOffset(facts, own);
  // What a reset carries is a message to people, not part of the stream (RFC 9293 §3.10.7).
  const to = (facts.flags & TCP_FLAG.rst) === 0 ? from + facts.payloadBytes : from;
  place.streamFrom = from;
  place.streamTo = to;
  place.isProbe = isProbe(facts, own, from);
  place.isRetransmission = !place.isProbe && wasSeen(facts, own, from, to);
  if ((facts.flags & TCP_FLAG.ack) !== 0) {
    acknowledge(facts, other, place);
  }
}

/** Records what a segment occupies of its sender's sequence space: SYN, payload, FIN. */
export function recordSegment(facts: PacketFacts, own: StreamRow, { streamFrom, streamTo }: FlowPlace): void {
  const { flags } = facts;
  if ((flags & TCP_FLAG.syn) !== 0) {
    own.set((flags & TCP_FLAG.ack) !== 0 ? STREAM_FLAG.hasSentSynAck : STREAM_FLAG.hasSentSyn);
  }
  if (streamTo > streamFrom) {
    own.addPayload(streamFrom, streamTo);
  }
  if ((flags & TCP_FLAG.fin) !== 0 && !own.has(STREAM_FLAG.hasFin)) {
    own.finOffset = streamFrom + facts.payloadBytes;
  }
}

/** Offset of the segment's first byte, or of where it would be. */
function startOffset(facts: PacketFacts, own: StreamRow): number {
  return own.offsetOf(facts.sequence) + ((facts.flags & TCP_FLAG.syn) !== 0 ? 1 : 0);
}

function isProbe(facts: PacketFacts, own: StreamRow, from: number): boolean {
  return (
    (facts.flags & (CONTROL | TCP_FLAG.psh)) === 0 &&
    facts.payloadBytes <= 1 &&
    own.has(STREAM_FLAG.hasAcknowledged) &&
    from === own.acknowledged - 1
  );
}

/** Tells whether all that the segment occupies of the sequence space was seen, and that is something. */
function wasSeen({ flags, payloadBytes }: PacketFacts, own: StreamRow, from: number, to: number): boolean {
  if ((flags & TCP_FLAG.rst) !== 0) {
    return false;
  }
  const hasSyn = (flags & TCP_FLAG.syn) !== 0;
  const hasFin = (flags & TCP_FLAG.fin) !== 0;
  if (!hasSyn && !hasFin && to === from) {
    return false;
  }
  const sent = (flags & TCP_FLAG.ack) !== 0 ? STREAM_FLAG.hasSentSynAck : STREAM_FLAG.hasSentSyn;
  return (
    (!hasSyn || own.has(sent)) &&
    (!hasFin || (own.has(STREAM_FLAG.hasFin) && own.finOffset === from + payloadBytes)) &&
    (to === from || own.hasSeen(from, to))
  );
}

function acknowledge({ acknowledgment }: PacketFacts, other: StreamRow, place: FlowPlace): void {
  const offset = other.offsetOf(acknowledgment);
  other.addAcknowledgment(offset);
  place.hasAcknowledgment = true;
  if (other.has(STREAM_FLAG.hasFin) && offset > other.finOffset) {
    place.acknowledgesFin = true;
    place.acknowledgedBytes = other.finOffset;
  } else {
    // Before byte 0 lies the SYN, which is not a byte; where the SYN was not captured there are bytes before byte 0.
    place.acknowledgedBytes = other.has(STREAM_FLAG.hasIsn) ? Math.max(0, offset) : offset;
  }
}
