import type { Link } from '../model';
import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import { isReceive, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { linkOf } from './link-of';
import { datagramCallsFor } from './datagram-exchange';
import { common } from './spans';
import type { Span } from './spans';
import { waitedFor } from './waited-for';
import { acceptingPoll } from './waited-for-connection';
import { unreadAt } from './waited-for-data';
import { connectingPoll } from './waited-for-space';

/** The links of the calls whose return waited for a packet, in order of entry. */
export function completedBy(packet: JoinedPacket, sender: FlowEnd): Link[] {
  const candidates = candidatesFor(packet, sender);
  if (candidates.length === 0) {
    return [];
  }
  return [...new Set(candidates)]
    .filter((joined) => waitedFor(joined).includes(packet))
    .sort(byEntry)
    .map((joined) => completionOf(joined, packet));
}

/** The links of a call to what its return waited for. */
export function completionsOf(joined: JoinedCall): Link[] {
  return waitedFor(joined).map((packet) => completionOf(joined, packet));
}

/** The link of a call to a packet that its return waited for. A receive and the packet have bytes in common; the rest is linked by flags. */
export function completionOf(joined: JoinedCall, packet: JoinedPacket): Link {
  const took = isReceive(joined.call) && movesBytes(joined.call) && joined.to > joined.from;
  const stream = packet.packet.flow?.stream ?? null;
  return linkOf('completes', joined, packet, took && stream !== null ? common(joined, stream) : null);
}

/** Calls in order of entry. */
export function byEntry(a: JoinedCall, b: JoinedCall): number {
  return a.call.enterNs < b.call.enterNs ? -1 : a.call.enterNs > b.call.enterNs ? 1 : a.id < b.id ? -1 : 1;
}

/** Every call that may have waited for the packet: few, for waitedFor() decides. */
function candidatesFor(packet: JoinedPacket, sender: FlowEnd): JoinedCall[] {
  const { flow } = sender;
  if (!flow.isTcp) {
    return datagramCallsFor(packet, sender);
  }
  const hearer = flow.isSelfConnected ? flow.client : sender.peer;
  const calls: JoinedCall[] =
    packet.arrival < 0 ? [] : readersOf(sender.track.arrivals.intervalOf(packet.arrival), hearer);
  if (packet.kind === 'data-again' || packet.kind === 'tail-probe') {
    calls.push(...readersOf(packet, hearer));
  }
  if (packet.kind === 'ack' || packet.kind === 'data') {
    calls.push(...blockedAt(packet, hearer));
  }
  if (packet.coversFin && hearer.close !== null) {
    calls.push(hearer.close);
  }
  if (isControl(packet, sender)) {
    calls.push(...controlled(packet, hearer));
  }
  return calls;
}

/** Packets that calls can wait for whatever they carry. */
function isControl(packet: JoinedPacket, { track, flow }: FlowEnd): boolean {
  const { syn, synAck, fin, reset, firstAck, lateAck, segments } = track;
  const isRepeatedFin = packet.kind === 'fin-again';
  return isRepeatedFin || [syn, synAck, fin, reset, firstAck, lateAck, segments[0], flow.icmpError].includes(packet);
}

function controlled(packet: JoinedPacket, { socket, accept, flow }: FlowEnd): JoinedCall[] {
  const calls = accept === null ? [] : [accept];
  if (socket === null) {
    return calls;
  }
  const heard = socket.end?.heard;
  const isFin = packet === heard?.fin || packet.kind === 'fin-again';
  const isEnding = isFin || packet === heard?.reset || packet === flow.icmpError;
  calls.push(...socket.connectCalls, ...socket.endings);
  if (socket.fastOpen !== null) {
    calls.push(socket.fastOpen);
  }
  if (isEnding) {
    calls.push(...socket.optionReads);
  }
  const polls = isEnding ? socket.polls : [connectingPoll(socket.end), acceptingPoll(accept)];
  return [...calls, ...polls.filter((poll) => poll !== null)];
}

/** The receives, peeks and polls that waited for a byte of those that became readable. */
function readersOf({ from, to }: Span, hearer: FlowEnd): JoinedCall[] {
  const { socket, receives } = hearer;
  if (socket === null || hearer.positionsUnknown !== null) {
    return [];
  }
  const calls: JoinedCall[] = [];
  for (let at = firstIndex(receives.length, (index) => (receives[index]?.to ?? Infinity) <= from); ; at++) {
    const joined = receives[at];
    if (joined === undefined || joined.to > to) {
      break;
    }
    calls.push(joined);
  }
  const { polls } = socket;
  const unread = (at: number): number => {
    const poll = polls[at];
    return poll === undefined ? Infinity : unreadAt(poll, hearer);
  };
  for (let at = firstIndex(polls.length, (index) => unread(index) < from); unread(at) < to; at++) {
    calls.push(...polls.slice(at, at + 1));
  }
  return socket.bytes.peeks.length === 0 ? calls : [...calls, ...socket.bytes.peeks];
}

/** The send() or poll() that was going on when an ACK came. */
function blockedAt({ timeNs }: JoinedPacket, { socket, sends }: FlowEnd): JoinedCall[] {
  if (socket === null || timeNs === null) {
    return [];
  }
  const last = (calls: readonly JoinedCall[]): readonly JoinedCall[] => {
    const entered = firstIndex(calls.length, (at) => (calls[at]?.call.enterNs ?? 0n) <= timeNs);
    return calls.slice(Math.max(0, entered - 1), entered);
  };
  return [...last(sends), ...last(socket.polls)];
}
