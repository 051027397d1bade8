// What one end of a TCP connection has sent, in offsets of its stream: byte 0 is the one after the SYN, and offsets go on past 2^32.
// Where the SYN was not captured, byte 0 is the first that was seen or acknowledged; what was sent before has negative offsets.
// The state lies in the connection's row, at `stream`; see STREAM.
import { STREAM, STREAM_FLAG } from './row-layout';
import { sequenceDistance } from './sequence-number';

export function streamHas(view: DataView, stream: number, flag: number): boolean {
  return (view.getUint32(stream + STREAM.flags, true) & flag) !== 0;
}

/** Tells whether the stream began with a SYN of this initial sequence number (ISN). */
export function hasIsn(view: DataView, stream: number, isn: number): boolean {
  return streamHas(view, stream, STREAM_FLAG.hasIsn) && view.getUint32(stream + STREAM.base, true) === (isn + 1) >>> 0;
}

/** The offset of a raw sequence number: of all that are equal modulo 2^32 the one nearest to the furthest byte sent. */
export function offsetOf(view: DataView, stream: number, sequence: number): number {
  const furthest = view.getFloat64(stream + STREAM.furthest, true);
  const hasBase = streamHas(view, stream, STREAM_FLAG.hasBase);
  const base = hasBase ? view.getUint32(stream + STREAM.base, true) : sequence;
  return furthest + sequenceDistance(base + furthest, sequence);
}

/** Tells whether an acknowledgment number covers the SYN and nothing that was not sent. */
export function isAcknowledgedBy(view: DataView, stream: number, acknowledgment: number): boolean {
  const offset = offsetOf(view, stream, acknowledgment);
  const isWithin = offset >= 0 && offset <= view.getFloat64(stream + STREAM.furthest, true);
  return isWithin && streamHas(view, stream, STREAM_FLAG.hasIsn);
}
