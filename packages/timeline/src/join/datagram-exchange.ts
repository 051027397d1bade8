import { cameBeforeReturn } from './clock';
import type { Flow, FlowEnd } from './flow';
import { isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { matchReceived, matchSent } from './match-datagrams';

/** One direction of a UDP exchange: the calls at its two ends, and which call sent and received each datagram. */
interface Direction {
  readonly sends: JoinedCall[];
  readonly receives: JoinedCall[];
  /** Calls of the sender's connected socket that reported an earlier datagram refused: udp(7). */
  readonly refusals: JoinedCall[];
  readonly datagrams: JoinedPacket[];
  readonly errors: JoinedPacket[];
  readonly sentBy: Map<JoinedPacket, JoinedCall>;
  readonly receivedBy: Map<JoinedPacket, JoinedCall>;
  readonly packetOf: Map<JoinedCall, JoinedPacket>;
}

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
  private readonly directions: readonly [Direction, Direction] = [newDirection(), newDirection()];
  private seenPackets = 0;
  private isMatched = false;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  /** A call of that end of the exchange, in any order. */
  add(joined: JoinedCall, end: FlowEnd): void {
    const isSending = isSend(joined.call);
    const direction = this.directionFrom(isSending ? end : end.peer);
    const refused = this.directionFrom(end).refusals;
    const calls = joined.call.errno === 'ECONNREFUSED' ? refused : isSending ? direction.sends : direction.receives;
    insertByEntry(calls, joined);
    this.isMatched = false;
  }

  /** A call of the exchange returned. */
  changed(): void {
    this.isMatched = false;
  }

  senderOf(packet: JoinedPacket, end: FlowEnd): JoinedCall | null {
    return this.matched(end).sentBy.get(packet) ?? null;
  }

  receiverOf(packet: JoinedPacket, end: FlowEnd): JoinedCall | null {
    return this.matched(end).receivedBy.get(packet) ?? null;
  }

  /** Calls of the end that was answered by that ICMP error which reported it. */
  refusedBy(error: JoinedPacket, end: FlowEnd): readonly JoinedCall[] {
    const { refusals, packetOf } = this.matched(end);
    return refusals.filter((joined) => packetOf.get(joined) === error);
  }

  /** The datagram that a receive got, or the ICMP error that a call reported. */
  completionOf(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
    const isRefused = joined.call.errno === 'ECONNREFUSED';
    return isRefused || !isSend(joined.call)
      ? (this.matched(isRefused ? end : end.peer).packetOf.get(joined) ?? null)
      : null;
  }

  /** The datagram that a send made. */
  datagramOf(joined: JoinedCall, end: FlowEnd): JoinedPacket | null {
    return isSend(joined.call) ? (this.matched(end).packetOf.get(joined) ?? null) : null;
  }

  private matched(sender: FlowEnd): Direction {
    const { packets } = this.flow;
    if (!this.isMatched || this.seenPackets < packets.length) {
      for (; this.seenPackets < packets.length; this.seenPackets++) {
        this.take(packets[this.seenPackets]);
      }
      this.directions.forEach(match);
      this.isMatched = true;
    }
    return this.directionFrom(sender);
  }

  private take(packet: JoinedPacket | undefined): void {
    if (packet?.sender == null) {
      return;
    }
    if (packet.kind === 'datagram') {
      this.directionFrom(packet.sender).datagrams.push(packet);
    } else if (packet.kind === 'icmp') {
      this.directionFrom(packet.sender.peer).errors.push(packet);
    }
  }

  private directionFrom(end: FlowEnd): Direction {
    return this.directions[end === this.flow.client ? 0 : 1];
  }
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
    return [...exchange.refusedBy(packet, sender.peer)];
  }
  const receiver = exchange.receiverOf(packet, sender);
  if (receiver === null) {
    return [];
  }
  const poll = receiver.socket?.polls.findLast(({ call }) => call.sequence < receiver.call.sequence);
  return poll === undefined ? [receiver] : [poll, receiver];
}

function newDirection(): Direction {
  return {
    sends: [],
    receives: [],
    refusals: [],
    datagrams: [],
    errors: [],
    sentBy: new Map(),
    receivedBy: new Map(),
    packetOf: new Map(),
  };
}

function insertByEntry(calls: JoinedCall[], joined: JoinedCall): void {
  let at = calls.length;
  while (at > 0 && (calls[at - 1]?.call.enterNs ?? 0n) > joined.call.enterNs) {
    at -= 1;
  }
  calls.splice(at, 0, joined);
}

function match(direction: Direction): void {
  const { sends, receives, datagrams, sentBy, receivedBy, packetOf } = direction;
  [sentBy, receivedBy, packetOf].forEach((map) => map.clear());
  const sent = sends.filter(({ call }) => movesBytes(call) && (call.result ?? -1) >= 0);
  for (const { joined, packet } of matchSent(sent, datagrams)) {
    sentBy.set(packet, joined);
    packetOf.set(joined, packet);
  }
  const received = receives.filter(({ call }) => movesBytes(call) && (call.result ?? -1) >= 0);
  for (const { joined, packet } of matchReceived(
    received,
    datagrams,
    (sentPacket) => sentBy.get(sentPacket)?.call.data ?? null,
  )) {
    receivedBy.set(packet, joined);
    packetOf.set(joined, packet);
  }
  matchRefusals(direction);
}

/**
 * An error is kept until the next call on the connected socket; a newer one takes its place: ip(7), SO_ERROR. The next
 * datagram and its error can follow within microseconds, so the clocks are trusted here.
 */
function matchRefusals({ refusals, errors, packetOf }: Direction): void {
  let next = 0;
  for (const joined of refusals) {
    let latest: JoinedPacket | null = null;
    for (; next < errors.length; next++) {
      const error = errors[next];
      if (error === undefined || !cameBeforeReturn(joined.call, error.timeNs)) {
        break;
      }
      latest = error;
    }
    if (latest !== null) {
      packetOf.set(joined, latest);
    }
  }
}
