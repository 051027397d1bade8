import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { Handshake, HandshakeOutcome } from './connection';
import type { ConnectionRow } from './connection-row';
import type { FlowFrame } from './flow-frame';
import { readMark } from './packet-mark';
import { ROW, STATE } from './row-layout';
import { isAcknowledgedBy, offsetOf } from './stream';

const CONTROL = TCP_FLAG.syn | TCP_FLAG.ack | TCP_FLAG.rst;

/** Follows the three-way handshake (RFC 9293 §3.5): the client's next segment. */
export function addHandshakeFromClient(row: ConnectionRow, facts: PacketFacts, frame: FlowFrame): void {
  const control = facts.flags & CONTROL;
  if (control === TCP_FLAG.syn) {
    if (row.isMarked('syn')) {
      row.count('synRetransmissions');
    } else {
      row.mark('syn', frame);
    }
  } else if (control === TCP_FLAG.ack && row.has(STATE.awaitsAck)) {
    if (offsetOf(row.view, row.server, facts.acknowledgment) >= 0) {
      row.mark('ack', frame);
      row.unset(STATE.awaitsAck);
    }
  }
}

/** Follows the three-way handshake: the server's next segment. */
export function addHandshakeFromServer(row: ConnectionRow, facts: PacketFacts, frame: FlowFrame): void {
  if (!row.has(STATE.isAnswered)) {
    row.set(STATE.isAnswered);
  }
  const control = facts.flags & CONTROL;
  if (control === (TCP_FLAG.syn | TCP_FLAG.ack)) {
    if (row.isMarked('synAck')) {
      row.count('synAckRetransmissions');
    } else {
      row.mark('synAck', frame);
      row.set(STATE.awaitsAck);
    }
  } else if (control === (TCP_FLAG.rst | TCP_FLAG.ack) && isWaiting(row)) {
    // RFC 9293 §3.10.7.3: in SYN-SENT a reset counts only if it acknowledges the SYN.
    if (isAcknowledgedBy(row.view, row.client, facts.acknowledgment)) {
      row.set(STATE.isRefused);
    }
  }
}

/** An ICMP error quotes one of the client's packets. */
export function addIcmpErrorToClient(row: ConnectionRow): void {
  row.set(isWaiting(row) ? STATE.isAnswered | STATE.isRefused : STATE.isAnswered);
}

function isWaiting(row: ConnectionRow): boolean {
  return row.isMarked('syn') && !row.isMarked('synAck');
}

/** Gives the handshake as it stands. */
export function readHandshake(row: ConnectionRow): Handshake {
  const { view, at } = row;
  return {
    outcome: outcomeOf(row),
    syn: readMark(view, at + ROW.syn),
    synAck: readMark(view, at + ROW.synAck),
    ack: readMark(view, at + ROW.ack),
    synRetransmissions: view.getUint32(at + ROW.synRetransmissions, true),
    synAckRetransmissions: view.getUint32(at + ROW.synAckRetransmissions, true),
  };
}

function outcomeOf(row: ConnectionRow): HandshakeOutcome {
  if (row.isMarked('synAck')) {
    return row.isMarked('syn') && row.isMarked('ack') ? 'complete' : 'partial';
  }
  if (!row.isMarked('syn')) {
    return 'unseen';
  }
  if (row.has(STATE.isRefused)) {
    return 'refused';
  }
  return row.has(STATE.isAnswered) ? 'partial' : 'unanswered';
}
