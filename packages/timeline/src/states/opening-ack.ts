import type { FlowEnd } from '../join/flow';
import type { JoinedPacket } from '../join/joined-packet';
import { isRefused } from './segment-evidence';

/**
 * Tells whether a segment of the client with an ACK takes the server out of SYN-RECEIVED. The server's kernel may not take it: the
 * accept queue is full (it repeats its SYN-ACK later, or resets), or TCP_DEFER_ACCEPT has it wait for data.
 *
 * @see tcp(7) TCP_DEFER_ACCEPT, tcp_abort_on_overflow
 */
export function opensServer(packet: JoinedPacket, { peer: client, listener }: FlowEnd): boolean {
  const { lateAck } = client.track;
  if (lateAck !== null) {
    return packet.number >= lateAck.number;
  }
  const deferred = listener?.optionBefore('TCP_DEFER_ACCEPT', packet.timeNs) ?? '0';
  const isBare = packet.kind === 'ack' || packet.kind === 'duplicate-ack' || packet.kind === 'window-update';
  return !(deferred !== '0' && isBare) && !isRefused(packet, client.peer);
}
