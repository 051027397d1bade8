// Runs for each of millions of packets, so its functions read and write the row itself, and are few and longer than elsewhere.
import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { FlowPlace } from './flow-place';
import { STREAM, STREAM_FLAG } from './row-layout';
import type { SeenBytes } from './seen-bytes';
import { hasIsn, streamHas } from './stream';
import { sequenceDistance } from './sequence-number';

const CONTROL = TCP_FLAG.syn | TCP_FLAG.fin | TCP_FLAG.rst;

/**
 * Places a segment among those before it, in the stream of its sender, and records what it occupies of the sequence space:
 * SYN, payload, FIN.
 *
 * @param stream The sender's.
 * @param key Tells it from all others.
 */
export function placeInStream(
  facts: PacketFacts,
  view: DataView,
  stream: number,
  key: number,
  seen: SeenBytes,
  place: FlowPlace,
): void {
  const { flags, sequence, payloadBytes } = facts;
  const isReset = (flags & TCP_FLAG.rst) !== 0;
  const hasSyn = (flags & TCP_FLAG.syn) !== 0;
  if (hasSyn) {
    begin(view, stream, sequence);
  } else if (!isReset) {
    assumeBase(view, stream, sequence);
  }
  const furthest = view.getFloat64(stream + STREAM.furthest, true);
  const state = view.getUint32(stream + STREAM.flags, true);
  const base = (state & STREAM_FLAG.hasBase) !== 0 ? view.getUint32(stream + STREAM.base, true) : sequence;
  const from = furthest + sequenceDistance(base + furthest, sequence) + (hasSyn ? 1 : 0);
  // What a reset carries is a message to people, not part of the stream (RFC 9293 §3.10.7).
  const to = isReset ? from : from + payloadBytes;
  place.streamFrom = from;
  place.streamTo = to;
  place.isProbe =
    payloadBytes <= 1 &&
    (flags & (CONTROL | TCP_FLAG.psh)) === 0 &&
    (state & STREAM_FLAG.hasAcknowledged) !== 0 &&
    from === view.getFloat64(stream + STREAM.acknowledged, true) - 1;
  place.isRetransmission = false;
  if (to > from) {
    place.isRetransmission = !place.isProbe && seen.has(view, stream, key, from, to);
    seen.add(view, stream, key, from, to);
  }
  if ((flags & (TCP_FLAG.syn | TCP_FLAG.fin)) !== 0 && !isReset) {
    addControl(facts, view, stream, from, to, place);
  }
}

/** A SYN or a FIN: the segment was seen before if all of it was. */
function addControl(
  { flags }: PacketFacts,
  view: DataView,
  stream: number,
  from: number,
  to: number,
  place: FlowPlace,
): void {
  let state = view.getUint32(stream + STREAM.flags, true);
  let isSeen = to === from || place.isRetransmission;
  if ((flags & TCP_FLAG.syn) !== 0) {
    const sent = (flags & TCP_FLAG.ack) !== 0 ? STREAM_FLAG.hasSentSynAck : STREAM_FLAG.hasSentSyn;
    isSeen &&= (state & sent) !== 0;
    state |= sent;
  }
  if ((flags & TCP_FLAG.fin) !== 0) {
    const hasFin = (state & STREAM_FLAG.hasFin) !== 0;
    isSeen &&= hasFin && view.getFloat64(stream + STREAM.finOffset, true) === to;
    if (!hasFin) {
      view.setFloat64(stream + STREAM.finOffset, to, true);
      state |= STREAM_FLAG.hasFin;
    }
  }
  view.setUint32(stream + STREAM.flags, state, true);
  place.isRetransmission = isSeen;
}

/**
 * Records what a segment acknowledges, before placeInStream() does the rest: where a socket is connected to itself both
 * streams are one.
 *
 * @param stream That of the segment's receiver.
 */
export function acknowledge(facts: PacketFacts, view: DataView, stream: number, place: FlowPlace): void {
  const { acknowledgment } = facts;
  if ((facts.flags & TCP_FLAG.rst) === 0) {
    assumeBase(view, stream, acknowledgment);
  }
  const state = view.getUint32(stream + STREAM.flags, true);
  const furthest = view.getFloat64(stream + STREAM.furthest, true);
  const base = (state & STREAM_FLAG.hasBase) !== 0 ? view.getUint32(stream + STREAM.base, true) : acknowledgment;
  const offset = furthest + sequenceDistance(base + furthest, acknowledgment);
  if ((state & STREAM_FLAG.hasAcknowledged) === 0) {
    view.setUint32(stream + STREAM.flags, state | STREAM_FLAG.hasAcknowledged, true);
    view.setFloat64(stream + STREAM.acknowledged, offset, true);
  } else if (offset > view.getFloat64(stream + STREAM.acknowledged, true)) {
    view.setFloat64(stream + STREAM.acknowledged, offset, true);
  }
  place.hasAcknowledgment = true;
  place.acknowledgesFin =
    (state & STREAM_FLAG.hasFin) !== 0 && offset > view.getFloat64(stream + STREAM.finOffset, true);
  if (place.acknowledgesFin) {
    place.acknowledgedBytes = view.getFloat64(stream + STREAM.finOffset, true);
  } else {
    // Before byte 0 lies the SYN, which is not a byte; where the SYN was not captured there are bytes before byte 0.
    place.acknowledgedBytes = (state & STREAM_FLAG.hasIsn) !== 0 && offset < 0 ? 0 : offset;
  }
}

/** The stream begins, or begins anew, with a SYN. */
function begin(view: DataView, stream: number, isn: number): void {
  const state = view.getUint32(stream + STREAM.flags, true);
  const kept = hasIsn(view, stream, isn) ? state : state & ~(STREAM_FLAG.hasSentSyn | STREAM_FLAG.hasSentSynAck);
  view.setUint32(stream + STREAM.flags, kept | STREAM_FLAG.hasIsn | STREAM_FLAG.hasBase, true);
  view.setUint32(stream + STREAM.base, isn + 1, true);
}

/**
 * Takes a sequence number as the one of byte 0, where none is known. That of a reset is not: for a socket that is not there
 * it carries whatever makes it acceptable (RFC 9293 §3.10.7.1).
 */
function assumeBase(view: DataView, stream: number, sequence: number): void {
  if (!streamHas(view, stream, STREAM_FLAG.hasBase)) {
    const state = view.getUint32(stream + STREAM.flags, true);
    view.setUint32(stream + STREAM.flags, state | STREAM_FLAG.hasBase, true);
    view.setUint32(stream + STREAM.base, sequence, true);
  }
}
