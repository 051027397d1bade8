import { firstIndex } from './first-index';
import type { FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { returned } from './waited-for-data';

/** A blocking send() in which nothing happened on the wire for so long was asleep, not busy copying. */
const SILENCE_NS = 1_000_000n;

/**
 * The ACK that freed the space for which a blocking send() waited, if within the call the other end's window was full,
 * with bytes of the call behind it, until an ACK broke the silence. It is the last new one before the call's last byte
 * left: what leaves had been taken before.
 */
export function unblockedBy({ call, socket, to }: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { enterNs, returnNs, result, arguments: given } = call;
  if (returnNs === null || returnNs - enterNs < SILENCE_NS || (result ?? 0) <= 0) {
    return null;
  }
  if (socket === null || socket.isNonblocking || given.flags?.includes('MSG_DONTWAIT') === true) {
    return null;
  }
  if (!wasHeldUp(end, to, enterNs, returnNs)) {
    return null;
  }
  const { segments } = end.track;
  const leftNs =
    segments[firstIndex(segments.length, (at) => (segments[at]?.from ?? Infinity) < to) - 1]?.timeNs ?? null;
  return lastAdvance(end, enterNs, leftNs === null || leftNs > returnNs ? returnNs : leftNs);
}

/** poll() that found a socket writable: while it connects the answer to its SYN, else the ACK that came meanwhile. */
export function becameWritableBy(poll: JoinedCall, end: FlowEnd): JoinedPacket | null {
  const { call } = poll;
  const { socket, peer } = end;
  if (socket === null || call.returnNs === null || !foundWritable(poll, end)) {
    return null;
  }
  if (connectingPoll(end) === poll) {
    return peer.track.synAck ?? peer.track.reset ?? end.flow.icmpError;
  }
  return lastAdvance(end, call.enterNs, call.returnNs);
}

/** The first poll() after connect() = -1 EINPROGRESS that found anything, if before anything was sent. */
export function connectingPoll(end: FlowEnd | null): JoinedCall | null {
  const socket = end?.socket ?? null;
  const connect = socket?.connect?.call ?? null;
  if (end === null || socket === null || connect?.errno !== 'EINPROGRESS') {
    return null;
  }
  const sent = socket.bytes.sends[0]?.call.sequence ?? Infinity;
  const first = socket.polls.find((poll) => poll.call.sequence > connect.sequence && foundWritable(poll, end));
  return first !== undefined && first.call.sequence < sent ? first : null;
}

function foundWritable(poll: JoinedCall, end: FlowEnd): boolean {
  return returned(poll, end, 'POLLOUT') || returned(poll, end, 'POLLERR');
}

function lastAdvance({ heard }: FlowEnd, fromNs: bigint, toNs: bigint): JoinedPacket | null {
  const { advances } = heard;
  const last = advances[firstIndex(advances.length, (at) => (advances[at]?.timeNs ?? 0n) <= toNs) - 1] ?? null;
  return last?.timeNs != null && last.timeNs >= fromNs ? last : null;
}

/** True if within that time the connection was silent, with bytes before `to` unsent, because the window was full. */
function wasHeldUp(end: FlowEnd, to: number, fromNs: bigint, toNs: bigint): boolean {
  const { packets } = end.flow;
  let beforeNs = fromNs;
  for (let at = firstIndex(packets.length, (index) => (packets[index]?.timeNs ?? 0n) < fromNs); ; at++) {
    const packet = packets[at];
    if (packet?.timeNs == null || packet.timeNs > toNs) {
      return false;
    }
    const isBroken = packet.sender === end.peer && packet.timeNs - beforeNs >= SILENCE_NS;
    if (isBroken && wasFull(end, to, at)) {
      return true;
    }
    beforeNs = packet.timeNs;
  }
}

/**
 * Unacknowledged bytes that a send buffer surely does not hold: as many as SO_SNDBUF asked for (the kernel doubles that for
 * its own needs), else more than the one that Linux gives a loopback connection at first holds (2.5 MB, overhead included).
 */
const SURELY_FULL_BYTES = 1 << 20;

/**
 * True if before the packet at that place no long segment fitted into the window, with bytes before `to` unsent, and more
 * unacknowledged than the send buffer holds.
 */
function wasFull(end: FlowEnd, to: number, place: number): boolean {
  const { track, peer, flow } = end;
  const packet = flow.packets[place];
  const number = packet?.number ?? 0;
  const sent = firstIndex(track.segments.length, (at) => (track.segments[at]?.number ?? Infinity) < number);
  const sentTo = track.segments[sent - 1]?.to ?? 0;
  const before = lastOf(peer, flow.packets, place);
  if (sentTo >= to || before === undefined) {
    return false;
  }
  const acknowledged = before.packet.flow?.acknowledgedBytes ?? 0;
  const asked = Number(end.socket?.optionBefore('SO_SNDBUF', before.timeNs) ?? SURELY_FULL_BYTES);
  const isWindowFull = acknowledged + windowBytes(before, end) - sentTo < track.longestBytes;
  return isWindowFull && to - acknowledged >= asked;
}

/** A window counts in units that the SYNs agreed on: RFC 7323 §2.2. */
function windowBytes({ packet }: JoinedPacket, { track, peer }: FlowEnd): number {
  const shifts = [track, peer.track].map(({ syn, synAck }) => shiftOf(syn ?? synAck));
  const isScaled = shifts.every((shift) => shift !== null);
  return (packet.tcp?.windowBytes ?? 0) * (isScaled ? 2 ** (shifts[1] ?? 0) : 1);
}

function shiftOf(syn: JoinedPacket | null): number | null {
  const option = syn?.packet.tcp?.options.find(({ name }) => name === 'window-scale');
  return option === undefined ? null : Number(option.value) || 0;
}

function lastOf(end: FlowEnd, packets: readonly JoinedPacket[], place: number): JoinedPacket | undefined {
  let at = place - 1;
  while (at >= 0 && (packets[at]?.sender !== end || packets[at]?.kind === 'copy')) {
    at -= 1;
  }
  return packets[at];
}
