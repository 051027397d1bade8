import type { FlowEnd } from './flow';
import { isAccept, isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { acceptedBy, connectedBy, lingeredFor, queuedFor, socketErrorOf } from './waited-for-connection';
import { endedBy, foundAnything, peekedFrom, readableBy, receivedFrom } from './waited-for-data';
import { datagramOf, polledDatagram } from './datagram-exchange';
import type { Socket } from './socket';
import { becameWritableBy, unblockedBy } from './waited-for-space';
import { wasThereAtReturn } from './clock';

const NOTHING: readonly JoinedPacket[] = [];

/**
 * The packets that the return of a call waited for, however long before the call they came: mostly one, none where it
 * waited for none or the trace and the capture do not tell, several where poll() found several sockets ready.
 */
export function waitedFor(joined: JoinedCall): readonly JoinedPacket[] {
  const { call, socket } = joined;
  if (call.returnNs === null || joined.inferred) {
    return NOTHING;
  }
  if (call.call === 'poll') {
    return joined.watched.flatMap((watched) => there(joined, polledFor(joined, watched)));
  }
  if (isAccept(call)) {
    return there(joined, acceptedBy(joined));
  }
  if (joined.end !== null) {
    return datagramOf(joined);
  }
  const end = socket?.end ?? null;
  return end === null ? NOTHING : waitedForBy(joined, end);
}

function waitedForBy(joined: JoinedCall, end: FlowEnd): readonly JoinedPacket[] {
  const { call } = joined;
  if (isReceive(call)) {
    const moved = movesBytes(call) && joined.to > joined.from;
    return moved ? some(receivedFrom(joined, end)) : there(joined, peekedFrom(joined, end) ?? endedBy(joined, end));
  }
  if (isSend(call)) {
    return there(joined, endedBy(joined, end) ?? connectedBy(joined, end) ?? unblockedBy(joined, end));
  }
  switch (call.call) {
    case 'connect':
      return there(joined, endedBy(joined, end) ?? connectedBy(joined, end));
    case 'close':
      return there(joined, lingeredFor(joined, end));
    case 'getsockopt':
      return there(joined, socketErrorOf(joined, end));
    default:
      return NOTHING;
  }
}

function polledFor(poll: JoinedCall, watched: Socket): JoinedPacket | null {
  const { end, kind } = watched;
  if (!foundAnything(poll, watched)) {
    return null;
  }
  if (end === null) {
    return kind === 'listener' ? queuedFor(poll, watched) : polledDatagram(poll);
  }
  return readableBy(poll, end) ?? becameWritableBy(poll, end);
}

/** What came after the return cannot have been waited for. */
function there(joined: JoinedCall, packet: JoinedPacket | null): readonly JoinedPacket[] {
  return packet !== null && wasThereAtReturn(joined.call, packet.timeNs) ? [packet] : NOTHING;
}

function some(packet: JoinedPacket | null): readonly JoinedPacket[] {
  return packet === null ? NOTHING : [packet];
}
