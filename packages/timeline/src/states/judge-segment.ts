import type { Flow, FlowEnd } from '../join/flow';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import type { OddSegment, TcpState } from '../model';
import { acknowledgesNothingSent, isChallenged, isRefused, openStateBefore } from './segment-evidence';

/** Why a segment is odd, before it has its place. */
export type Judgment = Pick<OddSegment, 'verdict' | 'text' | 'source'> & {
  /** Where only lost packets explain it: which. Then its ends went on unseen. */
  readonly missing?: 'SYN-ACK' | 'ACK';
  /** The sender's state where it is that of the connection before. */
  readonly state?: TcpState;
};

/** What is judged: a segment, its ends, and the states that they are in before it. */
export interface Judged {
  readonly packet: JoinedPacket;
  readonly flow: Flow;
  readonly sender: FlowEnd;
  readonly receiver: FlowEnd;
  readonly senderState: TcpState | null;
}

/**
 * Tells whether a segment is one that its sender's state does not explain. What follows from the segment's own flags and numbers
 * is certain. What another packet would explain is illegal only where the other end's answer, or its trace, says so;
 * else the capture may lack that packet.
 *
 * @returns null for a segment as it should be, and where too little is known
 * @see RFC 9293 §3.10.7 for what may arrive in which state
 */
export function judgeSegment(judged: Judged): Judgment | null {
  const { packet } = judged;
  const { isSyn, isReset, isAck } = flagsOf(packet);
  if (isSyn) {
    return judgeSyn(judged);
  }
  if (isReset) {
    return packet.mark === 'out-of-place'
      ? illegal('a RST with a number that does not come next: the other end refuses it', '§3.10.7.4')
      : null;
  }
  return isAck
    ? (judgeNumbers(judged) ?? judgeState(judged) ?? judgeAcknowledgment(judged))
    : illegal('neither SYN, ACK nor RST: no segment of a connection, the other end drops it', '§3.10.7.4');
}

function judgeSyn(judged: Judged): Judgment | null {
  const { packet, receiver } = judged;
  const { isAck, isFin, isReset } = flagsOf(packet);
  if (isFin || isReset) {
    return illegal(`SYN and ${isFin ? 'FIN' : 'RST'} in one segment: no state sends both`, '§3.3.2 figure 5');
  }
  if (!isAck) {
    return packet.kind === 'syn-again' ? judgeLateSyn(judged) : judgeFirstSyn(judged);
  }
  if (receiver.track.syn !== null || packet.kind !== 'syn-ack') {
    return null;
  }
  return isRefused(packet, receiver)
    ? illegal('a SYN-ACK that the other end refuses: no SYN of it was captured, and it waits for none', '§3.10.7.1')
    : unexplained('a SYN-ACK without its SYN: the capture began later, or lost it', '§3.5');
}

/** A SYN between ports whose connection goes on. */
function judgeFirstSyn({ packet, flow, sender, receiver }: Judged): Judgment | null {
  const state = openStateBefore(flow, sender);
  if (state === null) {
    return null;
  }
  const judgment = isChallenged(packet, receiver)
    ? illegal(`a SYN in ${state}: the other end still has that connection, and answers by an ACK of it`, '§3.10.7.4')
    : unexplained(`a SYN in ${state}: the capture does not show how the connection before it ended`, '§3.5.1');
  return { ...judgment, state };
}

/** The same SYN once more, although its answer was acknowledged. */
function judgeLateSyn({ packet, receiver, senderState }: Judged): Judgment | null {
  if (senderState === null || senderState === 'SYN-SENT' || senderState === 'SYN-RECEIVED') {
    return null;
  }
  return isChallenged(packet, receiver)
    ? illegal(`a SYN in ${senderState}: the other end refuses it by a challenge ACK`, '§3.10.7.4')
    : unexplained(`a SYN in ${senderState}: a copy that was under way for long, or forged`, '§3.10.7.4');
}

/** What its own sequence number says against what its sender sent before. */
function judgeNumbers({ packet, sender: { track } }: Judged): Judgment | null {
  const { fin, reset, finSequence } = track;
  const sequence = packet.packet.tcp?.sequence ?? 0;
  if (reset !== null && reset.number < packet.number && isFrom(sequence, reset.packet.tcp?.sequence ?? 0)) {
    return illegal('sent after its own RST: an end that resets has no connection any more', '§3.10.7.1');
  }
  const { isFin } = flagsOf(packet);
  const end = sequence + packet.payloadBytes;
  if (fin === null || finSequence === null || fin.number >= packet.number || packet.packet.flow?.isProbe === true) {
    return null;
  }
  if (packet.payloadBytes > 0 && end !== finSequence && isFrom(end, finSequence)) {
    return illegal('data after its own FIN, which said that there is no more', '§3.6');
  }
  return isFin && (end - finSequence) % 2 ** 32 !== 0
    ? illegal('a second FIN in another place than the first', '§3.6')
    : null;
}

/** What an end may send before it is ESTABLISHED. */
function judgeState({ packet, flow, sender, receiver, senderState }: Judged): Judgment | null {
  const { handshake } = flow.connection;
  if (handshake.outcome === 'unseen' || packet.kind === 'challenge-ack') {
    return null;
  }
  const what = packet.payloadBytes > 0 ? 'data' : flagsOf(packet).isFin ? 'a FIN' : 'an ACK';
  const isBeforeSynAck =
    senderState === 'SYN-SENT' ||
    ((senderState === null || senderState === 'LISTEN') && sender.side === 'server' && sender.track.synAck === null);
  if (isBeforeSynAck && (receiver.track.syn !== null || sender.track.syn !== null)) {
    const state = senderState ?? 'LISTEN';
    return isRefused(packet, receiver)
      ? illegal(`${what} in ${state}, which the other end refuses by a RST`, '§3.10.7')
      : {
          ...unexplained(`${what} in ${state}: the SYN-ACK before it is not in the capture`, '§3.5'),
          missing: 'SYN-ACK',
        };
  }
  const isFastOpen = (receiver.track.syn?.payloadBytes ?? 0) > 0;
  if (senderState === 'SYN-RECEIVED' && packet.payloadBytes > 0 && !isFastOpen) {
    const text = 'data in SYN-RECEIVED: the ACK that ends the handshake is not in the capture';
    return { ...unexplained(text, '§3.10.2'), missing: 'ACK' };
  }
  return null;
}

function judgeAcknowledgment({ packet, receiver }: Judged): Judgment | null {
  if (packet.mark !== 'covers-unseen') {
    return null;
  }
  return acknowledgesNothingSent(packet, receiver)
    ? illegal('acknowledges what the other end has never sent', '§3.10.7.4')
    : unexplained('acknowledges what the capture does not show to have been sent', '§3.4');
}

/** True unless the sequence number lies before the other. */
function isFrom(sequence: number, from: number): boolean {
  return ((sequence - from) | 0) >= 0;
}

function illegal(text: string, section: string): Judgment {
  return { verdict: 'illegal', text, source: `RFC 9293 ${section}` };
}

function unexplained(text: string, section: string): Judgment {
  return { verdict: 'unexplained', text, source: `RFC 9293 ${section}` };
}
