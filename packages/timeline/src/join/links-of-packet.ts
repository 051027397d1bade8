import type { Link } from '../model';
import type { FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import { completedBy } from './completed-calls';
import { linkOf } from './link-of';
import { verdictOf } from './owner-of';
import { common, overlapping } from './spans';

/** The links of a packet: first the calls that made it, then those whose return waited for it. */
export function linksOfPacket(packet: JoinedPacket): Link[] {
  const { sender } = packet;
  return sender === null || packet.kind === 'copy' ? [] : [...causesOf(packet, sender), ...completedBy(packet, sender)];
}

/** The calls that made a packet: by the bytes that it holds, and by its flags. */
function causesOf(packet: JoinedPacket, sender: FlowEnd): Link[] {
  const links = holdsData(packet) ? dataLinks(packet, sender) : [];
  const maker = makerByFlags(packet, sender, links);
  if (maker !== null) {
    links.push(linkOf('causes', maker, packet, null));
  }
  return links;
}

function dataLinks(packet: JoinedPacket, sender: FlowEnd): Link[] {
  return overlapping(sender.sends, packet.from, packet.to).map((call) =>
    linkOf('causes', call, packet, common(packet, call)),
  );
}

/** True if `[from, to)` are bytes of the sender's stream. */
export function holdsData({ packet }: JoinedPacket): boolean {
  return packet.flow?.stream != null;
}

/** The call that made a SYN, a FIN, a RST, a datagram, or that let data go; a repeated packet is its first copy's maker's. */
function makerByFlags(packet: JoinedPacket, sender: FlowEnd, data: readonly Link[]): JoinedCall | null {
  switch (packet.kind) {
    case 'syn-again':
      return sender.connect;
    case 'fin-again': {
      const first = sender.track.fin;
      return first === null ? null : makerOf(first);
    }
    case 'data': {
      const maker = makerOf(packet);
      return data.some(({ call }) => call === maker?.id) ? null : maker;
    }
    default:
      return makerOf(packet);
  }
}

function makerOf(packet: JoinedPacket): JoinedCall | null {
  const verdict = verdictOf(packet);
  return verdict.kind === 'made-by' ? verdict.call : null;
}
