import { DatagramDirection } from './datagram-direction';
import type { DatagramPair } from './datagram-direction';
import type { Flow, FlowEnd } from './flow';
import { isSend } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';

const exchanges = new WeakMap<Flow, DatagramExchange>();

/** The UDP exchange of a flow. */
export function exchangeOf(flow: Flow): DatagramExchange {
  const exchange = exchanges.get(flow) ?? new DatagramExchange(flow);
  exchanges.set(flow, exchange);
  return exchange;
}

/** Joins a UDP exchange datagram by datagram: each with the call that sent it and the one that received it. */
export class DatagramExchange {
  private readonly flow: Flow;
  private directions: readonly [DatagramDirection, DatagramDirection] = newDirections();
  private seenPackets = 0;
  private readonly calls: { readonly joined: JoinedCall; readonly end: FlowEnd }[] = [];
  private isChanged = false;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** A call of that end of the exchange that has returned, in any order. */
  add(joined: JoinedCall, end: FlowEnd): void {
    this.calls.push({ joined, end });
    this.place(joined, end);
  }

  /** A call of the exchange turns out to be another than it was taken for. */
  changed(): void {
    this.isChanged = true;
  }

  senderOf(packet: JoinedPacket, end: FlowEnd): JoinedCall | null {
    return this.directionFrom(end).senderOf(packet);
  }

  receiverOf(packet: JoinedPacket, end: FlowEnd): JoinedCall | null {
    return this.directionFrom(end).receiverOf(packet);
  }

  /** The call of the end that was answered by that ICMP error which reported it. */
  refusedBy(error: JoinedPacket, end: FlowEnd): JoinedCall | null {
    return this.directionFrom(end).refusedBy(error);
  }

  /** The datagram that a receive got, or the ICMP error that a call reported. */
  completionOf(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
    if (joined.call.errno === 'ECONNREFUSED') {
      return this.directionFrom(end).reportedBy(joined);
    }
    return isSend(joined.call) ? null : this.directionFrom(end.peer).receivedBy(joined);
  }

  /** The datagram that a send made. */
  datagramOf(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
    return isSend(joined.call) ? this.directionFrom(end).sentBy(joined) : null;
  }

  /** What an end sent, and what it received, where no time was needed to tell. */
  timelessOf(end: FlowEnd): { readonly sent: readonly DatagramPair[]; readonly received: readonly DatagramPair[] } {
    return {
      sent: this.directionFrom(end).timelessPairs().sent,
      received: this.directionFrom(end.peer).timelessPairs().received,
    };
  }

  /** What the end sends, with all that has come until now. */
  private directionFrom(end: FlowEnd): DatagramDirection {
    if (this.isChanged) {
      this.isChanged = false;
      this.directions = newDirections();
      this.seenPackets = 0;
      this.calls.forEach(({ joined, end: own }) => this.place(joined, own));
    }
    const { packets } = this.flow;
    for (; this.seenPackets < packets.length; this.seenPackets++) {
      this.take(packets[this.seenPackets]);
    }
    return this.sentFrom(end);
  }

  private place(joined: JoinedCall, end: FlowEnd): void {
    if (joined.call.errno === 'ECONNREFUSED') {
      this.sentFrom(end).addRefusal(joined);
    } else if (isSend(joined.call)) {
      this.sentFrom(end).addSend(joined);
    } else {
      this.sentFrom(end.peer).addReceive(joined);
    }
  }

  private take(packet: JoinedPacket | undefined): void {
    if (packet?.sender == null) {
      return;
    }
    if (packet.kind === 'datagram') {
      this.sentFrom(packet.sender).addDatagram(packet);
    } else if (packet.kind === 'icmp') {
      this.sentFrom(packet.sender.peer).addError(packet);
    }
  }

  private sentFrom(end: FlowEnd): DatagramDirection {
    return this.directions[end === this.flow.client ? 0 : 1];
  }
}

function newDirections(): readonly [DatagramDirection, DatagramDirection] {
  return [new DatagramDirection(), new DatagramDirection()];
}

/** The datagram or the ICMP error that a call of a UDP socket waited for. */
export function datagramOf(joined: JoinedCall): readonly JoinedPacket[] {
  const { end } = joined;
  const packet = end === null ? null : exchangeOf(end.flow).completionOf(joined, end);
  return packet === null ? [] : [packet];
}

/** The datagram that poll() found: the one that the next receive got. */
export function polledDatagram(poll: JoinedCall): JoinedPacket | null {
  const [socket, ...others] = poll.watched;
  if (socket === undefined || others.length > 0) {
    return null;
  }
  const next = socket.calls.find(({ call }) => call.sequence > poll.call.sequence);
  const [packet] = next === undefined || isSend(next.call) ? [] : datagramOf(next);
  return packet ?? null;
}

/** The calls that may have waited for a datagram or for an ICMP error. */
export function datagramCallsFor(packet: JoinedPacket, sender: FlowEnd): JoinedCall[] {
  const exchange = exchangeOf(sender.flow);
  if (packet.kind !== 'datagram') {
    const reporter = exchange.refusedBy(packet, sender.peer);
    return reporter === null ? [] : [reporter];
  }
  const receiver = exchange.receiverOf(packet, sender);
  if (receiver === null) {
    return [];
  }
  const poll = receiver.socket?.polls.findLast(({ call }) => call.sequence < receiver.call.sequence);
  return poll === undefined ? [receiver] : [poll, receiver];
}
