import type { Link, TimelineCall, TimelinePacket } from '../model';
import type { TimelineIndex } from './timeline-index';

const DATA_FROM_ENTRY: ReadonlySet<string> = new Set(['send', 'sendto']);

/** Gives the first bytes that a call carries, on the row that first knows them: sent ones at entry, received ones at return. */
export function callData(call: TimelineCall, part: 'whole' | 'enter' | 'return'): Uint8Array | null {
  const knownAt = DATA_FROM_ENTRY.has(call.call.call) ? 'enter' : 'return';
  return part === 'whole' || part === knownAt ? call.call.data : null;
}

/**
 * Gives the first bytes of a packet's payload, from the trace of the call that sent them; null where it cannot be said for
 * certain which of the call's bytes they are, or the trace kept only bytes before them.
 */
export function packetData({ packet }: TimelinePacket, index: TimelineIndex): Uint8Array | null {
  if (packet.payloadBytes === null || packet.payloadBytes === 0) return null;
  const causes = index.linksByPacket.get(packet.number)?.filter(({ relation }) => relation === 'causes') ?? [];
  const first = packet.protocol === 'udp' ? causes[0] : causes.find((link) => startsPayload(link, packet.flow?.stream));
  const call = first === undefined ? undefined : index.callById.get(first.call);
  if (first === undefined || call === undefined || call.call.data === null) return null;
  const skip = packet.protocol === 'udp' ? 0 : callOffset(first, call, index);
  const length = first.bytes === null ? packet.payloadBytes : first.bytes.to - first.bytes.from;
  const data = skip === null ? null : call.call.data.subarray(skip, skip + length);
  return data === null || data.length === 0 ? null : data;
}

function startsPayload(link: Link, stream: { readonly from: number } | null | undefined): boolean {
  return link.bytes !== null && stream !== null && stream !== undefined && link.bytes.from === stream.from;
}

/** Gives where in its call's data a linked segment begins; null unless the call's segments account for all that it sent. */
function callOffset(link: Link, call: TimelineCall, index: TimelineIndex): number | null {
  const sent = index.sentByCall.get(call.id);
  if (link.bytes === null || sent === undefined || sent.to - sent.from !== call.call.result) return null;
  return link.bytes.from - sent.from;
}
