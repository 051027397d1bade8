/** What a rule can tell a packet by, and what the wire says of it. */
export interface PacketFacts {
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | 'other';
  /** null where there are none: ICMP, or a fragment that is not the first. */
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  /** TCP's flags in tcpdump's letters: `S`, `S.`, `P.`, `.`, `F.`, `R`; empty for other protocols. */
  readonly flags: string;
  /** TCP's raw numbers; 0 for other protocols. */
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Bytes of TCP's or UDP's data; of other protocols what follows the IP header. */
  readonly payloadBytes: number;
  /** Bytes of the IP packet. */
  readonly totalBytes: number;
}

const IPV4_HEADER_BYTES = 20;
const IPV6_HEADER_BYTES = 40;
const TCP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;

const PROTOCOLS: ReadonlyMap<number, PacketFacts['protocol']> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
  [58, 'icmpv6'],
]);

/** Bits of TCP's flags byte (RFC 9293 §3.1) and tcpdump's letters for them, in tcpdump's order. */
const FLAG_LETTERS: readonly (readonly [bit: number, letter: string])[] = [
  [0x01, 'F'],
  [0x02, 'S'],
  [0x04, 'R'],
  [0x08, 'P'],
  [0x10, '.'],
  [0x20, 'U'],
];

/** Gives the facts of an IP packet, as a TUN device gives it. What is cut off or unknown is `other`; never fails. */
export function packetFacts(packet: Uint8Array): PacketFacts {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const version = packet.length > 0 ? view.getUint8(0) >> 4 : 0;
  if (version === 4 && packet.length >= IPV4_HEADER_BYTES) {
    const headerBytes = (view.getUint8(0) & 0x0f) * 4;
    const isFirst = (view.getUint16(6) & 0x1fff) === 0;
    return transportFacts(view, headerBytes, isFirst ? view.getUint8(9) : null);
  }
  // Extension headers, which a kernel puts into none of the packets that a socket program causes, are not followed.
  if (version === 6 && packet.length >= IPV6_HEADER_BYTES) {
    return transportFacts(view, IPV6_HEADER_BYTES, view.getUint8(6));
  }
  return factsOf('other', view, 0);
}

function transportFacts(view: DataView, offset: number, protocolNumber: number | null): PacketFacts {
  const protocol = PROTOCOLS.get(protocolNumber ?? -1) ?? 'other';
  const haveBytes = view.byteLength - offset;
  if (protocol === 'tcp' && haveBytes >= TCP_HEADER_BYTES) return tcpFacts(view, offset);
  if (protocol === 'udp' && haveBytes >= UDP_HEADER_BYTES) {
    return { ...factsOf(protocol, view, offset + UDP_HEADER_BYTES), ...ports(view, offset) };
  }
  return factsOf(protocol, view, offset);
}

function tcpFacts(view: DataView, offset: number): PacketFacts {
  const headerBytes = (view.getUint8(offset + 12) >> 4) * 4;
  const bits = view.getUint8(offset + 13);
  return {
    ...factsOf('tcp', view, offset + headerBytes),
    ...ports(view, offset),
    flags: FLAG_LETTERS.flatMap(([bit, letter]) => ((bits & bit) === 0 ? [] : [letter])).join(''),
    sequence: view.getUint32(offset + 4),
    acknowledgment: view.getUint32(offset + 8),
  };
}

function ports(view: DataView, offset: number): Pick<PacketFacts, 'sourcePort' | 'destinationPort'> {
  return { sourcePort: view.getUint16(offset), destinationPort: view.getUint16(offset + 2) };
}

function factsOf(protocol: PacketFacts['protocol'], view: DataView, payloadOffset: number): PacketFacts {
  return {
    protocol,
    sourcePort: null,
    destinationPort: null,
    flags: '',
    sequence: 0,
    acknowledgment: 0,
    payloadBytes: Math.max(0, view.byteLength - payloadOffset),
    totalBytes: view.byteLength,
  };
}

/** Gives facts in tcpdump's words: `40000 > 8888: Flags [S], seq 1, ack 0, length 0`; `udp 40000 > 7, length 5`. */
export function factsText(facts: PacketFacts): string {
  const { protocol, sourcePort, destinationPort, flags, sequence, acknowledgment, payloadBytes } = facts;
  const ends = sourcePort === null ? '' : `${sourcePort} > ${destinationPort}`;
  if (protocol !== 'tcp') return `${[protocol, ends].join(' ').trim()}, length ${payloadBytes}`;
  return `${ends}: Flags [${flags}], seq ${sequence}, ack ${acknowledgment}, length ${payloadBytes}`;
}
