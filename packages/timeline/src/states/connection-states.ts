import type { Flow, FlowEnd } from '../join/flow';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import type { OddSegment, Side, StateChange, TcpState } from '../model';
import { AFTER_FIN, ON_ACK_OF_FIN, ON_FIN } from './close-transitions';
import { judgeSegment } from './judge-segment';
import type { Judgment } from './judge-segment';
import { selfConnectedStates } from './self-connected-states';

/**
 * Follows both ends of a TCP connection through the states of RFC 9293 §3.3.2.
 *
 * A capture sees a packet at one point, so one packet can change both ends: its sender by sending it, its receiver by
 * receiving it. What proves a state decides its row: the server is in SYN-RECEIVED by its SYN-ACK, since a SYN may be
 * dropped; the client is ESTABLISHED by the SYN-ACK that reaches it, the server by the ACK. Where two FINs cross,
 * each end has received the other's only when it acknowledges it. TIME-WAIT is the last that packets can show. An
 * illegal segment changes no state: its receiver drops it.
 *
 * @returns the changes, and the segments that the states do not explain, in the order of their events; none for UDP
 * @see RFC 9293 §3.3.2 figure 5
 */
export function connectionStates(flow: Flow): ConnectionStates {
  if (!flow.isTcp) {
    return { changes: [], oddSegments: [] };
  }
  if (flow.isSelfConnected) {
    return { changes: selfConnectedStates(flow), oddSegments: [] };
  }
  const machine = new StateMachine(flow);
  machine.begin();
  flow.milestones.forEach((packet) => machine.take(packet));
  machine.end();
  return machine;
}

/** What states both ends went through, and what does not fit them. */
export interface ConnectionStates {
  readonly changes: readonly StateChange[];
  readonly oddSegments: readonly OddSegment[];
}

interface EndState {
  readonly side: Side;
  state: TcpState | null;
  sentFin: boolean;
  /** The other end's FIN is under way: this end sends its own without having received it. */
  awaitsFin: boolean;
}

class StateMachine implements ConnectionStates {
  readonly changes: StateChange[] = [];
  readonly oddSegments: OddSegment[] = [];
  private readonly flow: Flow;
  private readonly client = endState('client');
  private readonly server = endState('server');
  private readonly finsCross: boolean;

  constructor(flow: Flow) {
    this.flow = flow;
    this.finsCross = finsCross(flow);
  }

  /** The listener's state, or that of a connection whose beginning was not captured. */
  begin(): void {
    const { listener } = this.flow.server;
    const listen = listener?.listen ?? null;
    if (listen !== null) {
      this.server.state = 'LISTEN';
      this.changes.push({ side: 'server', state: 'LISTEN', by: { kind: 'call', call: listen.id, at: 'return' } });
    }
    const [first] = this.flow.packets;
    if (first !== undefined && this.flow.connection.handshake.outcome === 'unseen' && isSurelyOpen(this.flow)) {
      this.enter(this.client, 'ESTABLISHED', first.number);
      this.enter(this.server, 'ESTABLISHED', first.number);
    }
  }

  take(packet: JoinedPacket): void {
    const isClient = packet.sender === this.flow.client;
    const [sender, receiver] = isClient ? [this.client, this.server] : [this.server, this.client];
    const [own, other] = isClient ? [this.flow.client, this.flow.server] : [this.flow.server, this.flow.client];
    const judgment = this.judge(packet, sender, own, other);
    if (judgment?.verdict !== 'illegal') {
      this.passMissing(packet, judgment, sender, receiver);
      this.move(packet, sender, receiver, other);
    }
  }

  private judge(packet: JoinedPacket, { side, state }: EndState, sender: FlowEnd, receiver: FlowEnd): Judgment | null {
    const { flow } = this;
    const judgment = judgeSegment({ packet, flow, sender, receiver, senderState: state });
    if (judgment !== null) {
      const { verdict, text, source } = judgment;
      this.oddSegments.push({ packet: packet.number, side, state: judgment.state ?? state, verdict, text, source });
    }
    return judgment;
  }

  /** The capture lacks what took both ends to where they must be. */
  private passMissing(packet: JoinedPacket, judgment: Judgment | null, sender: EndState, receiver: EndState): void {
    if (judgment?.missing === undefined) {
      return;
    }
    this.enter(sender, 'ESTABLISHED', packet.number);
    if (judgment.missing === 'SYN-ACK' && receiver.state !== 'ESTABLISHED') {
      this.enter(receiver, 'ESTABLISHED', packet.number);
    }
  }

  private move(packet: JoinedPacket, sender: EndState, receiver: EndState, other: FlowEnd): void {
    const { isReset, isSyn } = flagsOf(packet);
    if (isReset) {
      // It answers an ACK of a connection that the other end still has: its own SYN stands (RFC 9293 §3.5.1 figure 9).
      if (sender.state !== 'SYN-SENT' || !other.track.hasChallenged) {
        this.reset(sender, packet.number);
        this.reset(receiver, packet.number);
      }
    } else if (isSyn) {
      this.takeSyn(packet, sender, receiver);
    } else {
      this.takeEstablishing(packet, receiver);
      this.takeClosing(packet, sender, receiver);
    }
  }

  /** A connect() that gave up without an answer. */
  end(): void {
    const { connect } = this.flow.client;
    const failed = connect !== null && connect.call.returnNs !== null && connect.call.errno === 'ETIMEDOUT';
    if (failed && this.client.state === 'SYN-SENT') {
      this.changes.push({ side: 'client', state: 'CLOSED', by: { kind: 'call', call: connect.id, at: 'return' } });
    }
  }

  private takeSyn(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    const { isAck } = flagsOf(packet);
    if (isAck) {
      if (sender.state === null || sender.state === 'LISTEN' || sender.state === 'SYN-SENT') {
        this.enter(sender, 'SYN-RECEIVED', packet.number);
      }
      if (receiver.state === null || receiver.state === 'SYN-SENT') {
        this.enter(receiver, 'ESTABLISHED', packet.number);
      }
    } else if (sender.state === null) {
      this.enter(sender, 'SYN-SENT', packet.number);
    }
  }

  /** The handshake's last ACK; also where the capture lacks the SYN-ACK. */
  private takeEstablishing(packet: JoinedPacket, receiver: EndState): void {
    const { isAck } = flagsOf(packet);
    const isHandshakeAck = packet.number === this.flow.connection.handshake.ack?.packet;
    if (isAck && (receiver.state === 'SYN-RECEIVED' || (isHandshakeAck && receiver.state === 'LISTEN'))) {
      this.enter(receiver, 'ESTABLISHED', packet.number);
    }
  }

  private takeClosing(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    const { isFin } = flagsOf(packet);
    const entered = new Map<EndState, TcpState>();
    const go = (end: EndState, table: Partial<Record<TcpState, TcpState>>): void => {
      const state = end.state === null ? undefined : table[end.state];
      if (state !== undefined) {
        end.state = state;
        entered.set(end, state);
      }
    };
    if (packet.coversFin) {
      if (sender.awaitsFin) {
        sender.awaitsFin = false;
        go(sender, ON_FIN);
      }
      go(receiver, ON_ACK_OF_FIN);
    }
    if (isFin && !sender.sentFin) {
      sender.sentFin = true;
      go(sender, AFTER_FIN);
      // The first of two crossing FINs has not reached the other end, which is about to send its own.
      receiver.awaitsFin = this.finsCross && !receiver.sentFin;
      if (!receiver.awaitsFin) {
        go(receiver, ON_FIN);
      }
    }
    entered.forEach((state, { side }) => this.note(side, state, packet.number));
  }

  private reset(end: EndState, packet: number): void {
    if (end.state !== null && end.state !== 'CLOSED' && end.state !== 'LISTEN') {
      this.enter(end, 'CLOSED', packet);
    }
  }

  private enter(end: EndState, state: TcpState, packet: number): void {
    end.state = state;
    this.note(end.side, state, packet);
  }

  private note(side: Side, state: TcpState, packet: number): void {
    this.changes.push({ side, state, by: { kind: 'packet', packet } });
  }
}

function endState(side: Side): EndState {
  return { side, state: null, sentFin: false, awaitsFin: false };
}

/** Both ends sent a FIN without having received the other's. */
function finsCross({ client, server }: Flow): boolean {
  return [client, server].every(({ track }) => track.fin?.packet.flow?.acknowledgesFin === false);
}

/** Data or a FIN of each end, later, proves that neither had closed before the capture began. */
function isSurelyOpen({ client, server }: Flow): boolean {
  return client.track.hasSpoken && server.track.hasSpoken;
}
