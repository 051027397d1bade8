import type { ListedLink, ListedPacket } from './listing';
import type { CallPattern, PacketPattern } from './parse-expectation';

/** Whether a packet is what a line of an expectation describes: its kind, its owner, and exactly its links. */
export function matchesPacket(pattern: PacketPattern, packet: ListedPacket): boolean {
  return (
    pattern.connection === packet.connection &&
    pattern.direction === packet.direction &&
    pattern.flags.includes(packet.flags) &&
    packet.payloadBytes >= pattern.leastBytes &&
    packet.payloadBytes <= pattern.mostBytes &&
    matchesOwner(pattern, packet) &&
    matchesLinks(pattern.causes, packet.causes) &&
    matchesLinks(pattern.completes, packet.completes)
  );
}

function matchesOwner({ reasons }: PacketPattern, { owner, reason }: ListedPacket): boolean {
  return reasons.length === 0 ? owner === 'call' : owner === 'kernel' && reasons.includes(reason);
}

/** Each link has its pattern and each pattern its link. */
function matchesLinks(patterns: readonly CallPattern[], links: readonly ListedLink[]): boolean {
  const left = [...links];
  for (const pattern of patterns) {
    const index = left.findIndex((link) => matchesLink(pattern, link));
    if (index >= 0) left.splice(index, 1);
    else if (!pattern.isOptional) return false;
  }
  return left.length === 0;
}

function matchesLink({ call, bytes, when }: CallPattern, link: ListedLink): boolean {
  return (
    (call === link.call || call === link.call.replace(/#\d+$/, '')) &&
    (bytes === null || (bytes.from === link.bytes?.from && bytes.to === link.bytes.to)) &&
    (when === null || when === link.when)
  );
}
