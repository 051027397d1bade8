import type { Flow } from '../join/flow';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import type { Side, StateChange, TcpState } from '../model';
import { selfConnectedStates } from './self-connected-states';

/**
 * Follows both ends of a TCP connection through the states of RFC 9293 §3.3.2.
 *
 * A capture sees a packet at one point, so one packet can change both ends: its sender by sending it, its receiver by
 * receiving it. What proves a state decides its row: the server is in SYN-RECEIVED by its SYN-ACK, since a SYN may be
 * dropped; the client is ESTABLISHED by the SYN-ACK that reaches it, the server by the ACK. Where two FINs cross,
 * each end has received the other's only when it acknowledges it. TIME-WAIT is the last that packets can show.
 *
 * @returns the changes in the order of their events; none for UDP
 * @see RFC 9293 §3.3.2 figure 5
 */
export function connectionStates(flow: Flow): StateChange[] {
  if (!flow.isTcp) {
    return [];
  }
  if (flow.isSelfConnected) {
    return selfConnectedStates(flow);
  }
  const machine = new StateMachine(flow);
  machine.begin();
  flow.milestones.forEach((packet) => machine.take(packet));
  machine.end();
  return machine.changes;
}

/** What the sender of a FIN goes to. */
const AFTER_FIN: Partial<Record<TcpState, TcpState>> = {
  'SYN-RECEIVED': 'FIN-WAIT-1',
  ESTABLISHED: 'FIN-WAIT-1',
  'CLOSE-WAIT': 'LAST-ACK',
};

/** What the receiver of a FIN goes to. */
const ON_FIN: Partial<Record<TcpState, TcpState>> = {
  'SYN-RECEIVED': 'CLOSE-WAIT',
  ESTABLISHED: 'CLOSE-WAIT',
  'FIN-WAIT-1': 'CLOSING',
  'FIN-WAIT-2': 'TIME-WAIT',
};

/** What an end goes to when its FIN is acknowledged. */
const ON_ACK_OF_FIN: Partial<Record<TcpState, TcpState>> = {
  'FIN-WAIT-1': 'FIN-WAIT-2',
  CLOSING: 'TIME-WAIT',
  'LAST-ACK': 'CLOSED',
};

interface EndState {
  readonly side: Side;
  state: TcpState | null;
  sentFin: boolean;
  /** The other end's FIN is under way: this end sends its own without having received it. */
  awaitsFin: boolean;
}

class StateMachine {
  readonly changes: StateChange[] = [];
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
    const { number } = packet;
    const { isReset, isSyn } = flagsOf(packet);
    const isClient = packet.sender === this.flow.client;
    const sender = isClient ? this.client : this.server;
    const receiver = isClient ? this.server : this.client;
    if (isReset) {
      this.reset(sender, number);
      this.reset(receiver, number);
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
