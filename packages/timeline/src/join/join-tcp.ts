import type { CapturedPacket } from '@sockscope/capture';
import { ackVerdict, retransmissionVerdict } from './ack-owner';
import type { AcceptWaits } from './accept-waits';
import { byteText } from './byte-text';
import { finVerdict, resetVerdict } from './close-owner';
import { synAckVerdict, synVerdict } from './handshake-owner';
import { icmpVerdict } from './icmp-owner';
import type { Flow, FlowEnd, Span } from './flow';
import { timeAgainstCall } from './clock';
import { byKernel, byNobodyKnown } from './link-book';
import type { LinkBook, Verdict } from './link-book';
import { overlapping } from './spans';
import { segmentOf, TcpTrack } from './tcp-track';
import type { Segment } from './tcp-track';

/** What the packets of a connection were, for the calls that waited for them. */
export interface TcpPast {
  readonly client: TcpTrack;
  readonly server: TcpTrack;
  /** The first ICMP error about a packet of the client. */
  readonly icmpError: CapturedPacket | null;
}

/** Gives every packet of a TCP connection its owner, and the calls links to the packets that they caused. */
export function joinTcp(flow: Flow, waits: AcceptWaits | null, book: LinkBook): TcpPast {
  const joiner = new TcpJoiner(flow, waits, book);
  flow.packets.forEach((packet) => joiner.add(packet));
  return joiner;
}

class TcpJoiner implements TcpPast {
  readonly client = new TcpTrack();
  readonly server = new TcpTrack();
  icmpError: CapturedPacket | null = null;
  private readonly flow: Flow;
  private readonly waits: AcceptWaits | null;
  private readonly book: LinkBook;

  constructor(flow: Flow, waits: AcceptWaits | null, book: LinkBook) {
    this.flow = flow;
    this.waits = waits;
    this.book = book;
  }

  add(packet: CapturedPacket): void {
    const segment = segmentOf(packet);
    if (segment === null) {
      this.icmpError ??= packet;
      this.book.own(packet, icmpVerdict(packet));
      return;
    }
    const isClient = segment.flow.fromClient;
    const end = isClient ? this.flow.client : this.flow.server;
    const own = isClient ? this.client : this.server;
    const others = isClient ? this.server : this.client;
    const sentNs = acknowledge(segment, own, others);
    if (isPureAck(segment) || segment.flow.isProbe === true) {
      const peer = isClient ? this.flow.server : this.flow.client;
      const verdict = ackVerdict(segment, { end, peer, own, others, sentNs });
      own.asked = questionOf(verdict);
      this.book.own(packet, verdict);
    } else {
      this.addSegment(segment, end, own, others);
      own.asked = null;
    }
    own.sent(segment);
  }

  private addSegment(segment: Segment, end: FlowEnd, own: TcpTrack, others: TcpTrack): void {
    const { packet, flow, isSyn, isAck, isFin, isReset } = segment;
    const carried = this.linkData(segment, end);
    if (isReset) {
      this.book.ownByFlags(packet, resetVerdict(end, segment, others));
    } else if (isSyn) {
      this.addSyn(segment, end, isAck && own.synAckSeen);
    } else if (isFin) {
      this.addFin(segment, end, own);
    } else {
      const verdict = flow.isRetransmission ? retransmissionVerdict(segment, end) : dataVerdict(segment, end, carried);
      this.book.own(packet, verdict);
    }
  }

  private addSyn(segment: Segment, end: FlowEnd, isRepeatedAnswer: boolean): void {
    const { packet, isAck, flow } = segment;
    if (isAck) {
      const verdict = isRepeatedAnswer
        ? byKernel('syn-ack-retransmission', "repeats the SYN-ACK: the client's ACK has not come")
        : synAckVerdict(end, segment, this.waits);
      this.book.own(packet, verdict);
    } else if (flow.isRetransmission) {
      this.book.own(packet, byKernel('syn-retransmission', 'repeats the SYN: no answer has come'));
      if (end.connect !== null) {
        this.book.causes(end.connect, packet, null, true);
      }
    } else {
      this.book.ownByFlags(packet, synVerdict(end));
    }
  }

  private addFin(segment: Segment, end: FlowEnd, own: TcpTrack): void {
    const verdict = finVerdict(end);
    if (own.fin === null) {
      this.book.ownByFlags(segment.packet, verdict);
      return;
    }
    this.book.own(segment.packet, retransmissionVerdict(segment, end));
    if (verdict.kind === 'made-by') {
      this.book.causes(verdict.call, segment.packet, null, true);
    }
  }

  /** Links the calls whose bytes the segment holds, and gives them back. */
  private linkData({ packet, flow }: Segment, end: FlowEnd): readonly Span[] {
    if (flow.stream === null) {
      return [];
    }
    const { from, to } = flow.stream;
    const spans = overlapping(end.sends, from, to);
    for (const span of spans) {
      const bytes = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
      this.book.causes(span.call, packet, bytes, flow.isRetransmission);
    }
    return spans;
  }
}

function questionOf(verdict: Verdict): TcpTrack['asked'] {
  const reason = verdict.kind === 'kernel' ? verdict.reason : null;
  return reason === 'keep-alive' || reason === 'zero-window-probe' ? reason : null;
}

function isPureAck({ isAck, isSyn, isFin, isReset, payloadBytes }: Segment): boolean {
  return isAck && !isSyn && !isFin && !isReset && payloadBytes === 0;
}

/**
 * Notes what a segment acknowledges of the other end.
 *
 * @returns when the first thing that it newly acknowledges was sent last; null: nothing new or not known
 */
function acknowledge({ flow }: Segment, own: TcpTrack, others: TcpTrack): bigint | null {
  const dataNs = flow.acknowledgedBytes === null ? null : others.acknowledgedTo(flow.acknowledgedBytes);
  const isFinNew = flow.acknowledgesFin && !own.acknowledgedFin;
  return dataNs ?? (isFinNew ? others.lastFinNs : null);
}

/** Of several calls in one segment its maker is the one that was going on, else the first. */
function dataVerdict({ packet, flow }: Segment, end: FlowEnd, carried: readonly Span[]): Verdict {
  const during = carried.find(({ call }) => timeAgainstCall(packet.timestampNs, call.call, 1n) === 'in-call');
  const maker = during ?? carried[0];
  if (maker !== undefined) {
    return { kind: 'made-by', call: maker.call };
  }
  const bytes = flow.stream === null ? 'these bytes' : byteText(flow.stream.from, flow.stream.to);
  return byNobodyKnown(end.positionsUnknown ?? end.ambiguity ?? `no traced call of the ${end.side} sent ${bytes}`);
}
