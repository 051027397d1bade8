import { outputOf } from './tool';

const FIELDS = [
  'frame.protocols',
  'ip.src',
  'ip.dst',
  'ip.proto',
  'ipv6.src',
  'ipv6.dst',
  'ipv6.nxt',
  'ipv6.hopopts.nxt',
  'ipv6.routing.nxt',
  'ipv6.dstopts.nxt',
  'ipv6.fraghdr.nxt',
  'ah.next_header',
  'tcp.srcport',
  'tcp.dstport',
  'tcp.flags',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.len',
  'udp.srcport',
  'udp.dstport',
  'udp.length',
  'sctp.srcport',
  'sctp.dstport',
] as const;

type Field = (typeof FIELDS)[number];

// What would make tshark join packets, renumber, or judge: only what each packet says by itself is compared.
const SETTINGS = [
  'tcp.relative_sequence_numbers:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
  'tcp.check_checksum:FALSE',
  'ip.check_checksum:FALSE',
];

/** In frame.protocols, what announces the next protocol, and in which field. */
const NEXT_PROTOCOL: ReadonlyMap<string, Field> = new Map([
  ['ip', 'ip.proto'],
  ['ipv6', 'ipv6.nxt'],
  ['ipv6.hopopts', 'ipv6.hopopts.nxt'],
  ['ipv6.routing', 'ipv6.routing.nxt'],
  ['ipv6.dstopts', 'ipv6.dstopts.nxt'],
  ['ipv6.fraghdr', 'ipv6.fraghdr.nxt'],
  ['ah', 'ah.next_header'],
]);

const UDP_HEADER_BYTES = 8;

function udpPayloadBytes(lengthBytes: number | undefined): number | undefined {
  return lengthBytes === undefined || lengthBytes < UDP_HEADER_BYTES ? undefined : lengthBytes - UDP_HEADER_BYTES;
}

export interface TsharkFacts {
  readonly source: string | undefined;
  readonly destination: string | undefined;
  readonly ipProtocol: number | undefined;
  readonly sourcePort: number | undefined;
  readonly destinationPort: number | undefined;
  readonly flags: number | undefined;
  readonly sequence: number | undefined;
  readonly acknowledgment: number | undefined;
  readonly payloadBytes: number | undefined;
}

/** What tshark reads in each packet of a file: of the innermost IP header that no ICMP error quotes, and what it carries. */
export function tsharkFacts(file: string): TsharkFacts[] {
  const fields = FIELDS.flatMap((field) => ['-e', field]);
  const settings = SETTINGS.flatMap((setting) => ['-o', setting]);
  const output = outputOf('tshark', ['-n', '-r', file, '-T', 'fields', ...fields, ...settings]);
  return output.split('\n').slice(0, -1).map(factsOfLine);
}

function factsOfLine(line: string): TsharkFacts {
  const columns = line.split('\t');
  const column = (field: Field) => columns[FIELDS.indexOf(field)] ?? '';
  const all = column('frame.protocols').split(':');
  const icmp = all.findIndex((protocol) => protocol === 'icmp' || protocol === 'icmpv6');
  const protocols = icmp < 0 ? all : all.slice(0, icmp);
  const ip = protocols.findLast((protocol) => protocol === 'ip' || protocol === 'ipv6');
  const carried = ip === undefined ? [] : protocols.slice(protocols.lastIndexOf(ip));
  const isThere = (protocol: string) => carried.includes(protocol);
  /** The value that belongs to the last of `owner` in `protocols`; fields come in the order of their headers. */
  const value = (field: Field, owner: string) => {
    const values = column(field) === '' ? [] : column(field).split(',');
    return values[protocols.filter((protocol) => protocol === owner).length - 1];
  };
  const numberOf = (field: Field, owner: string) => {
    const text = isThere(owner) ? value(field, owner) : undefined;
    return text === undefined ? undefined : Number(text);
  };
  const announcer = carried.findLast((protocol) => NEXT_PROTOCOL.has(protocol)) ?? '';
  const udp = isThere('udplite') ? 'udplite' : 'udp';
  const flags = numberOf('tcp.flags', 'tcp');
  return {
    source: ip === undefined ? undefined : value(ip === 'ip' ? 'ip.src' : 'ipv6.src', ip),
    destination: ip === undefined ? undefined : value(ip === 'ip' ? 'ip.dst' : 'ipv6.dst', ip),
    ipProtocol: numberOf(NEXT_PROTOCOL.get(announcer) ?? 'ip.proto', announcer),
    sourcePort: numberOf('tcp.srcport', 'tcp') ?? numberOf('udp.srcport', udp) ?? numberOf('sctp.srcport', 'sctp'),
    destinationPort: numberOf('tcp.dstport', 'tcp') ?? numberOf('udp.dstport', udp) ?? numberOf('sctp.dstport', 'sctp'),
    flags,
    sequence: numberOf('tcp.seq_raw', 'tcp'),
    acknowledgment: numberOf('tcp.ack_raw', 'tcp'),
    payloadBytes: numberOf('tcp.len', 'tcp') ?? udpPayloadBytes(numberOf('udp.length', 'udp')),
  };
}
