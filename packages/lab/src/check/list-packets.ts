import type { Link, Timeline, TimelinePacket } from '@sockscope/timeline';
import type { ListedLink, ListedPacket } from './listing';
import type { NamedCall } from './name-calls';

/** Calls that tell by their socket whose connection it is. */
const CLIENT_CALLS = new Set(['connect', 'send', 'sendto', 'recv', 'recvfrom']);

/** Gives the packets of a timeline as a listing tells them, in capture order. */
export function listPackets(
  timeline: Timeline,
  named: ReadonlyMap<string, NamedCall>,
  names: ReadonlyMap<number, string>,
): ListedPacket[] {
  const links = new Map<number, Link[]>();
  for (const link of timeline.links) links.set(link.packet, [...(links.get(link.packet) ?? []), link]);
  return timeline.packets.map((packet) => listPacket(packet, links.get(packet.packet.number) ?? [], names, named));
}

/** Names each connection by the socket of its client; where both ends connected, by that of the actor called client. */
export function connectionNames(
  timeline: Timeline,
  named: ReadonlyMap<string, NamedCall>,
): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const role of ['client', 'server'] as const) {
    for (const { id, connection, role: actor, call } of timeline.calls) {
      const step = named.get(id)?.step.request;
      if (actor !== role || connection === null || step === undefined || !('fd' in step)) continue;
      const isClient = role === 'client' ? CLIENT_CALLS.has(call.call) : call.call === 'connect';
      if (isClient && !names.has(connection)) names.set(connection, step.fd);
    }
  }
  return names;
}

function listPacket(
  { packet, owner }: TimelinePacket,
  links: readonly Link[],
  names: ReadonlyMap<number, string>,
  named: ReadonlyMap<string, NamedCall>,
): ListedPacket {
  const { flow, tcp, protocol, payloadBytes, number } = packet;
  const listed = (relation: Link['relation']): ListedLink[] =>
    links
      .filter((link) => link.relation === relation)
      .map(({ call, bytes, when }) => ({ call: named.get(call)?.text ?? call, bytes, when }));
  return {
    number,
    connection: (flow && names.get(flow.connection)) ?? null,
    direction: flow?.fromClient === false ? '<' : '>',
    flags: tcp?.flagText ?? (protocol?.startsWith('icmp') ? 'icmp' : (protocol ?? '?')),
    payloadBytes: protocol?.startsWith('icmp') ? 0 : (payloadBytes ?? 0),
    owner: owner.kind,
    reason: owner.kind === 'kernel' ? owner.reason : owner.kind === 'unknown' ? owner.text : '',
    causes: listed('causes'),
    completes: listed('completes'),
  };
}
