import type { CapturedPacket, PacketFlow, TcpFields } from '@sockscope/capture';
import { ACK, FIN, RST, SYN } from '../tcp-flags';
import type { JoinedPacket, PacketKind } from './joined-packet';
import type { TcpTrack } from './tcp-track';

/**
 * Linux repeats the tail of what it sent as a probe after two round trips, at least two ticks of its clock, and by its
 * retransmission timer after 200 ms at the earliest (TCP_RTO_MIN): a repeat between these is a probe.
 *
 * @see RFC 8985 §7
 */
const TAIL_PROBE_FROM_NS = 1_000_000n;
const TAIL_PROBE_TO_NS = 200_000_000n;

/** Beyond a round trip, the least time after which a repeated SYN-ACK has not crossed the ACK; the timer takes a second. */
const CROSSING_NS = 200_000_000n;

/** A segment, its header, and what both ends had sent before it. */
interface Seen {
  readonly joined: JoinedPacket;
  readonly tcp: TcpFields;
  readonly flow: PacketFlow;
  readonly own: TcpTrack;
  readonly others: TcpTrack;
}

/** Tells what a segment is, from the packets before it, and remembers it. Each packet of a flow once, in capture order. */
export function classifySegment(joined: JoinedPacket, packet: CapturedPacket): void {
  const { tcp, flow } = packet;
  const { sender } = joined;
  if (tcp === null || flow === null || sender === null) {
    return;
  }
  const seen: Seen = { joined, tcp, flow, own: sender.track, others: sender.peer.track };
  const isOfOther = acknowledgesOther(seen);
  const advances = !isOfOther && takeAcknowledgment(seen);
  if (flow.stream !== null) {
    joined.from = flow.stream.from;
    joined.to = flow.stream.to;
  }
  joined.kind = isOfOther ? 'challenge-ack' : kindOf(seen, advances);
  const isFirstAck = (tcp.flags & (ACK | SYN | RST)) === ACK && seen.own.firstAck === null;
  remember(seen, isFirstAck);
  if (isFirstAck || joined.coversFin || (tcp.flags & (SYN | FIN | RST)) !== 0 || sender.flow.packets.length === 1) {
    sender.flow.milestones.push(joined);
  } else if (joined.mark !== null || isFirstTaken(seen) || isStrange(seen)) {
    sender.flow.milestones.push(joined);
  }
}

/** What may end the handshake where its ACK was not taken: the first data, the answer to a repeated SYN-ACK. */
function isFirstTaken({ joined, own }: Seen): boolean {
  return joined === own.segments[0] || joined === own.lateAck;
}

/** Neither SYN, FIN nor RST, and yet a state of its sender may not allow it: see judgeSegment(). */
function isStrange({ joined, tcp, own }: Seen): boolean {
  const isAfterEnd = own.reset !== null || (own.finSequence !== null && joined.payloadBytes > 0);
  return isAfterEnd || (tcp.flags & ACK) === 0;
}

/** @returns whether it acknowledges anything new */
function takeAcknowledgment({ joined, flow, own, others }: Seen): boolean {
  const [from, to] = [own.acknowledgedBytes, flow.acknowledgedBytes ?? 0];
  const isFinNew = flow.acknowledgesFin && !own.acknowledgedFin;
  if (to <= from && !isFinNew) {
    return false;
  }
  if (!flow.acknowledgesFin && to > others.sentTo && (others.syn ?? others.synAck) !== null) {
    joined.mark = 'covers-unseen';
  }
  const dataNs = to > from ? others.acknowledgedTo(to, joined.number) : null;
  const sentNs = dataNs ?? (isFinNew ? others.lastFinNs : null);
  joined.waitedSinceNs = sentNs;
  joined.mark = isFinNew ? 'covers-fin' : joined.mark;
  joined.from = from;
  joined.to = Math.max(from, to);
  own.acknowledgedBytes = joined.to;
  own.acknowledgedFin ||= isFinNew;
  own.finAck ??= isFinNew ? joined : null;
  own.duplicateAcks = 0;
  if (to > from) {
    own.advances.push(joined);
  }
  return true;
}

function since({ timeNs }: JoinedPacket, fromNs: bigint | null): bigint | null {
  return timeNs === null || fromNs === null ? null : timeNs - fromNs;
}

function kindOf(seen: Seen, advances: boolean): PacketKind {
  const { tcp, flow, own, joined } = seen;
  const { flags } = tcp;
  if ((flags & RST) !== 0) {
    return 'reset';
  }
  if ((flags & SYN) !== 0) {
    const isAnswer = (flags & ACK) !== 0;
    const isAgain = isAnswer ? own.synAck !== null : flow.isRetransmission;
    return isAnswer ? (isAgain ? 'syn-ack-again' : 'syn-ack') : isAgain ? 'syn-again' : 'syn';
  }
  if (flow.isProbe === true || ((flags & (ACK | FIN)) === ACK && joined.payloadBytes === 0)) {
    return ackKind(seen, advances);
  }
  if ((flags & FIN) !== 0) {
    return own.fin === null ? 'fin' : 'fin-again';
  }
  return flow.isRetransmission ? repeatKind(seen) : 'data';
}

function ackKind(seen: Seen, advances: boolean): PacketKind {
  const { tcp, flow, own, others } = seen;
  if (advances) {
    return 'ack';
  }
  // An old ACK that the FIN of the same end overtook looks like a probe.
  if (flow.isProbe === true && own.fin === null) {
    return others.windowBytes === 0 ? 'zero-window-probe' : 'probe';
  }
  const hasHandshake = [own, others].some(({ syn, synAck }) => syn !== null || synAck !== null);
  if (own.windowBytes === null && !hasHandshake) {
    return 'early-ack';
  }
  const asked = others.last?.kind ?? null;
  if (isChallenged(seen, asked)) {
    return 'challenge-ack';
  }
  if (asked === 'probe') {
    return 'keep-alive-answer';
  }
  if (asked === 'zero-window-probe' && tcp.windowBytes === 0) {
    return 'probe-answer';
  }
  return own.windowBytes !== null && tcp.windowBytes > own.windowBytes ? 'window-update' : 'duplicate-ack';
}

/** An ACK that answers a SYN or a RST which is not exactly what comes next: RFC 5961 §3.2 and §4.2. */
function isChallenged({ own, others }: Seen, asked: PacketKind | null): boolean {
  const isOpen = (own.synAck ?? own.syn) !== null && (own.firstAck ?? others.firstAck) !== null;
  return asked === 'reset' || (isOpen && (asked === 'syn' || asked === 'syn-again'));
}

/** An ACK that answers a SYN by a number of another connection: the other end still has one between these ports. */
function acknowledgesOther({ tcp, own, others }: Seen): boolean {
  const { syn, firstAck } = others;
  const isFirst = own.synAck === null && own.syn === null && firstAck === null;
  if (syn === null || !isFirst || (tcp.flags & (ACK | SYN | FIN | RST)) !== ACK) {
    return false;
  }
  return tcp.acknowledgment !== ((syn.packet.tcp?.sequence ?? 0) + 1) % 2 ** 32;
}

function repeatKind({ joined, own, others }: Seen): PacketKind {
  joined.wasAskedFor = others.duplicateAcks > 0;
  const waitedNs = since(joined, own.lastNewNs);
  const isTail = joined.to === own.sentTo && !own.isTailRepeated && !joined.wasAskedFor;
  const isProbe = waitedNs !== null && waitedNs >= TAIL_PROBE_FROM_NS && waitedNs < TAIL_PROBE_TO_NS;
  return isTail && isProbe ? 'tail-probe' : 'data-again';
}

function remember(seen: Seen, isFirstAck: boolean): void {
  const { joined, tcp, flow, own, others } = seen;
  if (
    flow.stream !== null &&
    !flow.isRetransmission &&
    joined.kind !== 'probe' &&
    joined.kind !== 'zero-window-probe'
  ) {
    own.sentNew(joined);
  } else if (flow.stream !== null) {
    own.isTailRepeated ||= joined.to === own.sentTo;
    joined.waitedSinceNs = own.sentAgain(joined);
    if (joined.wasAskedFor && joined.from >= others.acknowledgedBytes) {
      own.replaced(joined);
    }
  }
  rememberControl(seen, isFirstAck);
  own.windowBytes = (tcp.flags & (SYN | RST)) === 0 ? tcp.windowBytes : own.windowBytes;
  // RFC 5681 §2: only while data is outstanding does the same number again tell of something that came behind a hole.
  own.duplicateAcks += joined.kind === 'duplicate-ack' && others.sentTo > own.acknowledgedBytes ? 1 : 0;
  own.hasSpoken ||= joined.payloadBytes > 0 || (tcp.flags & FIN) !== 0;
  own.hasRepeatedSynAck ||= joined.kind === 'syn-ack-again';
  own.hasChallenged ||= joined.kind === 'challenge-ack';
  own.last = joined;
}

/**
 * The first ACK after a SYN-ACK that was repeated because the one before had not been taken answers that; what the end sends
 * later does not. A SYN-ACK that comes sooner after the ACK than both take on the way has only crossed it.
 */
function isLateAck(flags: number, client: TcpTrack, server: TcpTrack): boolean {
  const { last } = server;
  if ((flags & (ACK | SYN | RST)) !== ACK || last?.kind !== 'syn-ack-again' || client.firstAck === null) {
    return false;
  }
  const sinceAckNs = since(last, client.firstAck.timeNs);
  const isUnheard = sinceAckNs !== null && sinceAckNs > server.handshakeNs + CROSSING_NS;
  return isUnheard && (client.lateAck === null || client.lateAck.number < last.number);
}

function rememberControl({ joined, tcp, own, others }: Seen, isFirstAck: boolean): void {
  const { flags } = tcp;
  if ((flags & SYN) !== 0) {
    if ((flags & ACK) !== 0 && own.synAck === null) {
      own.synAck = joined;
      own.handshakeNs = since(joined, others.lastSynNs) ?? 0n;
    } else if ((flags & ACK) === 0) {
      own.syn ??= joined;
    }
    joined.waitedSinceNs = own.lastSynNs;
    own.lastSynNs = joined.timeNs;
  }
  own.lateAck = isLateAck(flags, own, others) ? joined : own.lateAck;
  if (isFirstAck) {
    own.firstAck = joined;
    own.handshakeNs = own.synAck === null ? (since(joined, others.lastSynNs) ?? 0n) : own.handshakeNs;
  }
  if ((flags & FIN) !== 0) {
    joined.waitedSinceNs = own.fin === null ? joined.waitedSinceNs : own.lastFinNs;
    own.fin ??= joined;
    own.finSequence ??= (tcp.sequence + joined.payloadBytes) % 2 ** 32;
    own.lastFinNs = joined.timeNs;
  }
  if ((flags & RST) !== 0 && isOutOfPlace(tcp.sequence, own, others)) {
    joined.mark = 'out-of-place';
  } else if ((flags & RST) !== 0 && own.reset === null) {
    own.reset = joined;
    own.isResetAfterProbe = own.last?.kind === 'probe';
  }
}

/** Neither what an end that has sent so much sends next, nor what the other end, which has it up to there, asks for. */
function isOutOfPlace(sequence: number, own: TcpTrack, others: TcpTrack): boolean {
  const begin = (own.synAck ?? own.syn)?.packet.tcp?.sequence;
  if (begin === undefined || (own.firstAck ?? own.synAck) === null) {
    return false;
  }
  const offset = distance(begin + 1, sequence);
  const sentTo = Math.max(own.sentTo, others.acknowledgedBytes) + (own.fin === null ? 0 : 1);
  return offset < others.acknowledgedBytes || offset > sentTo;
}

/** From one sequence number to another: the nearer way round. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
