import type { Flow } from '../join/flow';
import { flagsOf } from '../join/joined-packet';
import type { JoinedPacket } from '../join/joined-packet';
import type { StateChange, TcpState } from '../model';

/**
 * Follows a socket that is connected to itself: one socket in the client's lane. Its SYN comes back to it, so it opens
 * and closes as two ends that do so at the same time: through SYN-RECEIVED and CLOSING (RFC 9293 §3.5 and §3.6).
 *
 * What it sends proves what it has received: its SYN-ACK the SYN, its ACK the SYN-ACK, the ACK of its FIN the FIN.
 */
export function selfConnectedStates({ milestones }: Flow): StateChange[] {
  const changes: StateChange[] = [];
  let state: TcpState = 'CLOSED';
  for (const packet of milestones) {
    for (const next of statesAfter(state, packet)) {
      state = next;
      changes.push({ side: 'client', state, by: { kind: 'packet', packet: packet.number } });
    }
  }
  return changes;
}

function statesAfter(state: TcpState, packet: JoinedPacket): readonly TcpState[] {
  const { isSyn, isAck, isFin, isReset } = flagsOf(packet);
  if (isReset) return state === 'CLOSED' ? [] : ['CLOSED'];
  switch (state) {
    case 'CLOSED':
      return isSyn && !isAck ? ['SYN-SENT'] : [];
    case 'SYN-SENT':
      return isSyn && isAck ? ['SYN-RECEIVED'] : [];
    case 'SYN-RECEIVED':
      return isSyn ? [] : ['ESTABLISHED', ...(isFin ? (['FIN-WAIT-1'] as const) : [])];
    case 'ESTABLISHED':
      return isFin ? ['FIN-WAIT-1'] : [];
    case 'FIN-WAIT-1':
      return packet.coversFin ? ['CLOSING', 'TIME-WAIT'] : [];
    default:
      return [];
  }
}
