import type { Link } from '../model';
import { isWithin } from './clock';
import { completedBy } from './completed-calls';
import type { FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { linkOf } from './link-of';
import { verdictOf } from './owner-of';
import { common, firstOverlapping } from './spans';

/** The links of a packet: first the calls that made it, then those whose return waited for it. */
export function linksOfPacket(packet: JoinedPacket): Link[] {
  const { sender } = packet;
  return sender === null || packet.kind === 'copy' ? [] : [...addCauses(packet, []), ...completedBy(packet, sender)];
}

/** Adds the links of a packet to the calls that made it: by the bytes that it holds, and by its flags. */
export function addCauses(packet: JoinedPacket, links: Link[]): Link[] {
  const { sender, kind } = packet;
  if (sender === null || kind === 'copy' || kind === 'ack') {
    return links;
  }
  const before = links.length;
  let isDuring = false;
  if (holdsData(packet)) {
    const { sends } = sender;
    for (let at = firstOverlapping(sends, packet.from); ; at++) {
      const call = sends[at];
      if (call === undefined || call.from >= packet.to) {
        break;
      }
      links.push(linkOf('causes', call, packet, common(packet, call)));
      isDuring ||= isWithin(packet.timeNs, call.call);
    }
  }
  // Data that left during a call of its own is linked already; else another call may have let it go.
  const isLinked = links.length > before;
  const maker = kind === 'data' && (isDuring || !isLinked) ? null : makerByFlags(packet, sender);
  if (maker !== null && !(kind === 'data' && links.some(({ call }, at) => at >= before && call === maker.id))) {
    links.push(linkOf('causes', maker, packet, null));
  }
  return links;
}

/** True if `[from, to)` are bytes of the sender's stream. */
export function holdsData({ packet }: JoinedPacket): boolean {
  return packet.flow?.stream != null;
}

/** The call that made a SYN, a FIN, a RST, a datagram, or that let data go; a repeated packet is its first copy's maker's. */
function makerByFlags(packet: JoinedPacket, sender: FlowEnd): JoinedCall | null {
  switch (packet.kind) {
    case 'syn-again':
      return sender.connect;
    case 'fin-again': {
      const first = sender.track.fin;
      return first === null ? null : makerOf(first);
    }
    case 'syn':
    case 'fin':
    case 'reset':
    case 'data':
    case 'datagram':
      return makerOf(packet);
    default:
      return null;
  }
}

function makerOf(packet: JoinedPacket): JoinedCall | null {
  const verdict = verdictOf(packet);
  return verdict.kind === 'made-by' ? verdict.call : null;
}
