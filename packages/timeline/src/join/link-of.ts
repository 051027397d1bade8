import type { Link } from '../model';
import { timeAgainstCall } from './clock';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket, PacketKind } from './joined-packet';

const AGAIN: ReadonlySet<PacketKind> = new Set(['syn-again', 'fin-again', 'data-again', 'tail-probe']);

/**
 * A link of a call and a packet. A cause does not come after what it makes, nor a return before what it waited for: where
 * a clock says so it is wrong, and the packet counts as in the call.
 */
export function linkOf(
  relation: Link['relation'],
  joined: JoinedCall,
  packet: JoinedPacket,
  bytes: Link['bytes'],
): Link {
  const causes = relation === 'causes';
  const when = timeAgainstCall(packet.timeNs, joined.call, packet.sender?.flow.clock.grainNs ?? 1n);
  return {
    call: joined.id,
    packet: packet.number,
    relation,
    bytes,
    when: when === (causes ? 'earlier' : 'later') ? 'in-call' : when,
    isRetransmission: causes && (AGAIN.has(packet.kind) || packet.packet.flow?.isRetransmission === true),
  };
}
