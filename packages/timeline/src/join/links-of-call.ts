import type { Link } from '../model';
import { InferredCall } from '../infer/inferred-call';
import { completionsOf } from './completed-calls';
import { exchangeOf } from './datagram-exchange';
import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import { isSend } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { linksOfPacket } from './links-of-packet';
import type { TcpTrack } from './tcp-track';

/** The links of a call in the order of their packets: the same that linksOfPacket() gives, found from the other side. */
export function linksOfCall(joined: JoinedCall): Link[] {
  const end = joined.end ?? joined.socket?.end ?? null;
  const packets = new Set(end === null ? queuedResets(joined) : packetsOf(joined, end));
  const causes = [...packets]
    .flatMap(linksOfPacket)
    .filter(({ call, relation }) => relation === 'causes' && call === joined.id);
  return [...causes, ...completionsOf(joined)].sort((a, b) => a.packet - b.packet);
}

/** A listener's close() resets what is in its queue; its other calls make nothing, and are not to pay for a long queue. */
function queuedResets(joined: JoinedCall): JoinedPacket[] {
  const { socket } = joined;
  const isEnd = socket?.kind === 'listener' && socket.close === joined;
  return isEnd ? socket.queued.flatMap(({ server }) => server.track.reset ?? []) : [];
}

/** Every packet that the call may have made. */
function packetsOf(joined: JoinedCall, end: FlowEnd): JoinedPacket[] {
  if (!end.flow.isTcp) {
    return datagramsOf(joined, end);
  }
  const { track } = end;
  const packets = isSend(joined.call) ? [...segmentsOf(track, joined), ...repeatsOf(track, joined)] : [];
  if (joined === end.connect || joined === end.close || joined === end.shutdown) {
    packets.push(...end.flow.milestones.filter(({ sender }) => sender === end));
  }
  const { option } = joined.call.arguments;
  if (joined.call.call === 'setsockopt' && (option === 'TCP_CORK' || option === 'TCP_NODELAY')) {
    packets.push(...sentDuring(track, joined));
  }
  return packets;
}

function datagramsOf(joined: JoinedCall, end: FlowEnd): JoinedPacket[] {
  const datagram = exchangeOf(end.flow).datagramOf(joined, end);
  if (datagram !== null) {
    return [datagram];
  }
  return joined instanceof InferredCall ? [joined.packet] : [];
}

function segmentsOf(track: TcpTrack, { from, to }: JoinedCall): JoinedPacket[] {
  return within(track.segments, from - track.longestBytes, from, to);
}

function repeatsOf(track: TcpTrack, { from, to }: JoinedCall): JoinedPacket[] {
  return within(track.repeats, from - track.longestBytes, from, to);
}

/** Segments in stream order that share bytes with `[from, to)`; none that does begins before `leastFrom`. */
function within(segments: readonly JoinedPacket[], leastFrom: number, from: number, to: number): JoinedPacket[] {
  const found: JoinedPacket[] = [];
  for (let at = firstIndex(segments.length, (index) => (segments[index]?.from ?? Infinity) < leastFrom); ; at++) {
    const segment = segments[at];
    if (segment === undefined || segment.from >= to) {
      return found;
    }
    if (segment.to > from) {
      found.push(segment);
    }
  }
}

function sentDuring({ segments }: TcpTrack, { call }: JoinedCall): JoinedPacket[] {
  const found: JoinedPacket[] = [];
  for (let at = firstIndex(segments.length, (index) => (segments[index]?.timeNs ?? 0n) < call.enterNs); ; at++) {
    const segment = segments[at];
    if (segment?.timeNs == null || (call.returnNs !== null && segment.timeNs > call.returnNs)) {
      return found;
    }
    found.push(segment);
  }
}
