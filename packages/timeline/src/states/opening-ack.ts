import type { FlowEnd } from '../join/flow';
import type { JoinedPacket } from '../join/joined-packet';
import { acceptedBy } from '../join/waited-for-connection';
import { isRefused } from './segment-evidence';

/**
 * Tells whether a segment of the client with an ACK takes the server out of SYN-RECEIVED. The server's kernel may not take it: the
 * accept queue is full (it repeats its SYN-ACK later, or resets), TCP_DEFER_ACCEPT has it wait for data, or the
 * wire lost it: accept() slept on.
 *
 * @see tcp(7) TCP_DEFER_ACCEPT, tcp_abort_on_overflow
 */
export function opensServer(packet: JoinedPacket, { peer: client, listener, accept }: FlowEnd): boolean {
  const { lateAck } = client.track;
  if (lateAck !== null) {
    return packet.number >= lateAck.number;
  }
  const woke = accept === null ? null : acceptedBy(accept);
  if (woke !== null && woke.sender === client && packet.number < woke.number) {
    return false;
  }
  const deferred = listener?.optionBefore('TCP_DEFER_ACCEPT', packet.timeNs) ?? '0';
  const isBare = packet.kind === 'ack' || packet.kind === 'duplicate-ack' || packet.kind === 'window-update';
  return !(deferred !== '0' && isBare) && !isRefused(packet, client.peer);
}
