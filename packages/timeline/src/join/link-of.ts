import type { Link } from '../model';
import { timeAgainstCall } from './clock';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket, PacketKind } from './joined-packet';

const AGAIN: ReadonlySet<PacketKind> = new Set(['syn-again', 'fin-again', 'data-again', 'tail-probe']);

/** A link of a call and a packet. A cause cannot come after what it makes: `earlier` by the clock is `in-call` then. */
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
    when: causes && when === 'earlier' ? 'in-call' : when,
    isRetransmission: causes && (AGAIN.has(packet.kind) || packet.packet.flow?.isRetransmission === true),
  };
}
