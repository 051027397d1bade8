import { DatagramPairs } from './datagram-pairs';
import { movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { receivedRule, refusedRule, sentRule } from './match-datagrams';
import { placeOfPacket } from './place-of-packet';

/** A call and its datagram. */
export interface DatagramPair {
  readonly joined: JoinedCall;
  readonly packet: JoinedPacket;
}

/** One direction of a UDP exchange: the calls at its two ends, and which of them sent and received each datagram. */
export class DatagramDirection {
  private readonly datagrams: JoinedPacket[] = [];
  private readonly errors: JoinedPacket[] = [];
  private readonly sends: DatagramPairs;
  private readonly receives: DatagramPairs;
  /** Calls of the sender's connected socket that reported an earlier datagram refused: udp(7). */
  private readonly refusals: DatagramPairs;
  private wasOverruled = false;
  private knowsSends = false;
  private isUpToDate = true;

  constructor() {
    const { datagrams, errors } = this;
    const sent: JoinedCall[] = [];
    const received: JoinedCall[] = [];
    const refused: JoinedCall[] = [];
    this.sends = new DatagramPairs(sent, datagrams, sentRule({ calls: sent, datagrams }));
    // Nobody's sends are known: then nothing of them changes.
    const finalPlace = (): number => (sent.length === 0 ? Infinity : this.sends.finalPlace);
    const dataOf = (place: number): Uint8Array | null => this.sends.callOf(place)?.call.data ?? null;
    const senders = {
      dataOf,
      get finalPlace() {
        return finalPlace();
      },
    };
    this.receives = new DatagramPairs(received, datagrams, receivedRule({ calls: received, datagrams }, senders));
    this.refusals = new DatagramPairs(refused, errors, refusedRule({ calls: refused, datagrams: errors }));
  }

  addSend(joined: JoinedCall): void {
    if (moves(joined)) {
      this.sends.add(joined);
      this.isUpToDate = false;
    }
  }

  addReceive(joined: JoinedCall): void {
    if (moves(joined)) {
      this.receives.add(joined);
      this.isUpToDate = false;
    }
  }

  addRefusal(joined: JoinedCall): void {
    this.refusals.add(joined);
    this.isUpToDate = false;
  }

  addDatagram(packet: JoinedPacket): void {
    this.datagrams.push(packet);
    this.isUpToDate = false;
  }

  addError(packet: JoinedPacket): void {
    this.errors.push(packet);
    this.isUpToDate = false;
  }

  senderOf(packet: JoinedPacket): JoinedCall | null {
    return this.updated().sends.callOf(placeIn(this.datagrams, packet));
  }

  receiverOf(packet: JoinedPacket): JoinedCall | null {
    return this.updated().receives.callOf(placeIn(this.datagrams, packet));
  }

  /** The call that reported that ICMP error. */
  refusedBy(error: JoinedPacket): JoinedCall | null {
    return this.updated().refusals.callOf(placeIn(this.errors, error));
  }

  sentBy(joined: JoinedCall): JoinedPacket | null {
    return this.updated().sends.datagramOf(joined);
  }

  receivedBy(joined: JoinedCall): JoinedPacket | null {
    return this.updated().receives.datagramOf(joined);
  }

  reportedBy(joined: JoinedCall): JoinedPacket | null {
    return this.updated().refusals.datagramOf(joined);
  }

  /**
   * Sends with their datagrams, and receives with theirs, where numbers and lengths alone say which belong together. Receives only where the
   * sends show that the capture lacks no datagram: one that it lacks could make up for one that was lost.
   */
  timelessPairs(): { readonly sent: readonly DatagramPair[]; readonly received: readonly DatagramPair[] } {
    const { sends, receives } = this.updated();
    return { sent: this.pairsOf(sends), received: sends.isTimeless ? this.pairsOf(receives) : [] };
  }

  private pairsOf({ isTimeless, calls }: DatagramPairs): DatagramPair[] {
    return isTimeless ? this.datagrams.map((packet, at) => ({ joined: calls[at], packet })).filter(isPair) : [];
  }

  private updated(): this {
    if (!this.isUpToDate) {
      this.sends.update();
      const knowsSends = this.sends.calls.length > 0;
      // What the receives were compared with has changed as a whole.
      if (this.sends.isOverruled !== this.wasOverruled || knowsSends !== this.knowsSends) {
        this.receives.forgetFrom(0);
      }
      this.wasOverruled = this.sends.isOverruled;
      this.knowsSends = knowsSends;
      this.receives.update();
      this.refusals.update();
      this.isUpToDate = true;
    }
    return this;
  }
}

function isPair(pair: {
  readonly joined: JoinedCall | undefined;
  readonly packet: JoinedPacket;
}): pair is DatagramPair {
  return pair.joined !== undefined;
}

function moves({ call }: JoinedCall): boolean {
  return movesBytes(call) && (call.result ?? -1) >= 0;
}

function placeIn(packets: readonly JoinedPacket[], { number }: JoinedPacket): number {
  return placeOfPacket(packets, (packet) => packet.number, number);
}
