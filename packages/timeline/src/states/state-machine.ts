import type { Flow, FlowEnd } from '../join/flow';
import type { JoinedCall } from '../join/joined-call';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import type { OddSegment, StateChange, TcpState } from '../model';
import { AFTER_FIN, ON_ACK_OF_FIN, ON_FIN } from './close-transitions';
import { EndState } from './end-state';
import { judgeSegment } from './judge-segment';
import type { Judgment } from './judge-segment';
import { opensServer } from './opening-ack';
import { isRefused } from './segment-evidence';

/** Takes the packets of one connection that can change a state, in capture order; see connectionStates(). */
export class StateMachine {
  readonly changes: StateChange[] = [];
  readonly oddSegments: OddSegment[] = [];
  private readonly flow: Flow;
  private readonly client: EndState;
  private readonly server: EndState;
  private readonly finsCross: boolean;

  constructor(flow: Flow) {
    this.flow = flow;
    this.client = new EndState(flow.client);
    this.server = new EndState(flow.server);
    this.finsCross = finsCross(flow);
  }

  /** The listener's state, or that of a connection whose beginning was not captured. */
  begin(): void {
    const listen = this.flow.server.listener?.listen ?? null;
    if (listen !== null) {
      this.enterBy(this.server, 'LISTEN', listen, 'return');
    }
    const [first] = this.flow.packets;
    if (first !== undefined && this.flow.connection.handshake.outcome === 'unseen' && isSurelyOpen(this.flow)) {
      this.enter(this.client, 'ESTABLISHED', first);
      this.enter(this.server, 'ESTABLISHED', first);
    }
  }

  take(packet: JoinedPacket): void {
    const isClient = packet.sender === this.flow.client;
    const [sender, receiver] = isClient ? [this.client, this.server] : [this.server, this.client];
    this.closeUnopened(packet.timeNs);
    const judgment = this.judge(packet, sender, receiver);
    if (judgment?.verdict !== 'illegal') {
      this.passMissing(packet, judgment, sender, receiver);
      this.move(packet, sender, receiver);
    }
  }

  /** A call that gave up without an answer, or closed before one came. */
  end(): void {
    for (const end of [this.client, this.server]) {
      const { connect, socket } = end.end;
      const calls = socket?.calls ?? (connect === null ? [] : [connect]);
      const failed = calls.find(({ call }) => call.errno === 'ETIMEDOUT' && call.returnNs !== null);
      if (failed !== undefined && !end.isIn(null, 'LISTEN', 'CLOSED')) {
        this.enterBy(end, 'CLOSED', failed, 'return');
      }
    }
    this.closeUnopened(null);
  }

  /** close() before any answer to the SYN: nothing is sent, and the SYN is forgotten (RFC 9293 §3.10.4). */
  private closeUnopened(beforeNs: bigint | null): void {
    const { close } = this.flow.client;
    const isClosed = close !== null && (beforeNs === null || close.call.enterNs < beforeNs);
    if (isClosed && this.client.isIn('SYN-SENT')) {
      this.enterBy(this.client, 'CLOSED', close, 'enter');
    }
  }

  private judge(packet: JoinedPacket, sender: EndState, receiver: EndState): Judgment | null {
    const { flow } = this;
    const { side, state, end } = sender;
    const judgment = judgeSegment({ packet, flow, sender: end, receiver: receiver.end, senderState: state });
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
    this.enter(sender, 'ESTABLISHED', packet);
    if (judgment.missing === 'SYN-ACK' && !receiver.isIn('ESTABLISHED')) {
      this.enter(receiver, 'ESTABLISHED', packet);
    }
  }

  private move(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    const { isReset, isSyn, isAck } = flagsOf(packet);
    if (isReset) {
      this.takeReset(packet, sender, receiver);
    } else if (isSyn && isAck) {
      this.takeSynAck(packet, sender, receiver);
    } else if (isSyn) {
      if (sender.isIn(null)) {
        this.enter(sender, 'SYN-SENT', packet);
      }
    } else {
      this.takeEstablishing(packet, sender, receiver);
      this.takeClosing(packet, sender, receiver);
    }
  }

  private takeReset(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    // It may answer an ACK of a connection that the other end still has: its own SYN stands (RFC 9293 §3.5.1 figure 9).
    if (sender.isIn('SYN-SENT') && receiver.end.track.hasChallenged) {
      return;
    }
    for (const end of [sender, receiver]) {
      if (!end.isIn(null, 'CLOSED', 'LISTEN')) {
        this.enter(end, 'CLOSED', packet);
      }
    }
  }

  private takeSynAck(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    if (sender.isIn(null, 'LISTEN', 'SYN-SENT')) {
      this.enter(sender, 'SYN-RECEIVED', packet);
    }
    const isAnswered = receiver.isIn(null, 'SYN-SENT') && !receiver.opensAtOnce;
    if (isAnswered || (receiver.isIn('SYN-RECEIVED') && receiver.opensAtOnce)) {
      this.enter(receiver, 'ESTABLISHED', packet);
    }
  }

  /** The handshake's last ACK; also where the capture lacks the SYN-ACK. */
  private takeEstablishing(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    if (sender.isIn('SYN-RECEIVED') && sender.opensAtOnce) {
      this.enter(sender, 'ESTABLISHED', packet);
    }
    const isHandshakeAck = packet.number === this.flow.connection.handshake.ack?.packet;
    const isAwaited = receiver.isIn('SYN-RECEIVED') || (isHandshakeAck && receiver.isIn('LISTEN'));
    if (isAwaited && (receiver.opensAtOnce || opensServer(packet, receiver.end))) {
      this.enter(receiver, 'ESTABLISHED', packet);
    }
  }

  private takeClosing(packet: JoinedPacket, sender: EndState, receiver: EndState): void {
    const isFirstFin = flagsOf(packet).isFin && !sender.sentFin;
    if (packet.coversFin) {
      this.receiveAwaitedFin(packet, sender);
      if (sender.sentFin && !isFinRepeatedAfter(packet, sender.end)) {
        this.receiveAwaitedFin(packet, receiver);
      }
      if (isFirstFin && receiver.isIn('FIN-WAIT-1')) {
        // With the other's FIN in the same segment FIN-WAIT-2 is passed over (RFC 9293 §3.3.2 figure 5, note 2).
        receiver.state = 'FIN-WAIT-2';
      } else {
        this.go(receiver, ON_ACK_OF_FIN, packet);
      }
    }
    if (isFirstFin) {
      sender.sentFin = true;
      this.go(sender, AFTER_FIN, packet);
      // The first of two crossing FINs has not reached the other end, which is about to send its own.
      receiver.awaitsFin = this.finsCross && !receiver.sentFin;
      // A FIN that a RST without ACK answers has found no socket.
      if (!receiver.awaitsFin && !isRefused(packet, receiver.end)) {
        this.go(receiver, ON_FIN, packet);
      }
    }
  }

  /** What an end sends, or what reaches it, after the other's FIN proves that this has reached it too. */
  private receiveAwaitedFin(packet: JoinedPacket, end: EndState): void {
    if (end.awaitsFin) {
      end.awaitsFin = false;
      this.go(end, ON_FIN, packet);
    }
  }

  private go(end: EndState, table: Partial<Record<TcpState, TcpState>>, packet: JoinedPacket): void {
    const state = end.state === null ? undefined : table[end.state];
    if (state !== undefined) {
      this.enter(end, state, packet);
    }
  }

  private enter(end: EndState, state: TcpState, { number }: JoinedPacket): void {
    end.state = state;
    this.changes.push({ side: end.side, state, by: { kind: 'packet', packet: number } });
  }

  private enterBy(end: EndState, state: TcpState, { id }: JoinedCall, at: 'enter' | 'return'): void {
    end.state = state;
    this.changes.push({ side: end.side, state, by: { kind: 'call', call: id, at } });
  }
}

/** Both ends sent a FIN without having received the other's. */
function finsCross({ client, server }: Flow): boolean {
  return [client, server].every(({ track }) => track.fin?.packet.flow?.acknowledgesFin === false);
}

/** Then the first copy was lost, and had not reached the other end by then. */
function isFinRepeatedAfter({ timeNs }: JoinedPacket, { track: { lastFinNs } }: FlowEnd): boolean {
  return lastFinNs !== null && timeNs !== null && lastFinNs > timeNs;
}

/** Data or a FIN of each end, later, proves that neither had closed before the capture began. */
function isSurelyOpen({ client, server }: Flow): boolean {
  return client.track.hasSpoken && server.track.hasSpoken;
}
