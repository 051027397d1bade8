/** One ICMP type: its name and the names of its codes. */
interface IcmpType {
  readonly name: string;
  readonly codes?: readonly string[];
}

/** Types of ICMP (RFC 792, https://www.iana.org/assignments/icmp-parameters); codes of type 3 from RFC 1122 §3.2.2.1 and RFC 1812 §5.2.7.1. */
const ICMP_TYPES: ReadonlyMap<number, IcmpType> = new Map<number, IcmpType>([
  [0, { name: 'echo reply' }],
  [
    3,
    {
      name: 'destination unreachable',
      codes: [
        'net unreachable',
        'host unreachable',
        'protocol unreachable',
        'port unreachable',
        'fragmentation needed',
        'source route failed',
        'destination network unknown',
        'destination host unknown',
        'source host isolated',
        'network administratively prohibited',
        'host administratively prohibited',
        'network unreachable for type of service',
        'host unreachable for type of service',
        'communication administratively prohibited',
        'host precedence violation',
        'precedence cutoff in effect',
      ],
    },
  ],
  [4, { name: 'source quench' }],
  [
    5,
    {
      name: 'redirect',
      codes: ['for network', 'for host', 'for type of service and network', 'for type of service and host'],
    },
  ],
  [8, { name: 'echo request' }],
  [9, { name: 'router advertisement' }],
  [10, { name: 'router solicitation' }],
  [11, { name: 'time exceeded', codes: ['in transit', 'fragment reassembly'] }],
  [
    12,
    { name: 'parameter problem', codes: ['pointer indicates the error', 'missing a required option', 'bad length'] },
  ],
  [13, { name: 'timestamp request' }],
  [14, { name: 'timestamp reply' }],
  [15, { name: 'information request' }],
  [16, { name: 'information reply' }],
  [17, { name: 'address mask request' }],
  [18, { name: 'address mask reply' }],
  [30, { name: 'traceroute' }],
  [40, { name: 'security failure' }],
  [42, { name: 'extended echo request' }],
  [43, { name: 'extended echo reply' }],
]);

/** Types of ICMPv6: RFC 4443, RFC 4861, RFC 2710, RFC 3810, https://www.iana.org/assignments/icmpv6-parameters. */
const ICMPV6_TYPES: ReadonlyMap<number, IcmpType> = new Map<number, IcmpType>([
  [
    1,
    {
      name: 'destination unreachable',
      codes: [
        'no route to destination',
        'administratively prohibited',
        'beyond scope of source address',
        'address unreachable',
        'port unreachable',
        'source address failed policy',
        'reject route to destination',
      ],
    },
  ],
  [2, { name: 'packet too big' }],
  [3, { name: 'time exceeded', codes: ['in transit', 'fragment reassembly'] }],
  [
    4,
    {
      name: 'parameter problem',
      codes: ['erroneous header field', 'unrecognized next header', 'unrecognized option'],
    },
  ],
  [128, { name: 'echo request' }],
  [129, { name: 'echo reply' }],
  [130, { name: 'multicast listener query' }],
  [131, { name: 'multicast listener report' }],
  [132, { name: 'multicast listener done' }],
  [133, { name: 'router solicitation' }],
  [134, { name: 'router advertisement' }],
  [135, { name: 'neighbor solicitation' }],
  [136, { name: 'neighbor advertisement' }],
  [137, { name: 'redirect' }],
  [138, { name: 'router renumbering' }],
  [139, { name: 'node information query' }],
  [140, { name: 'node information reply' }],
  [141, { name: 'inverse neighbor discovery solicitation' }],
  [142, { name: 'inverse neighbor discovery advertisement' }],
  [143, { name: 'multicast listener report v2' }],
  [144, { name: 'home agent address discovery request' }],
  [145, { name: 'home agent address discovery reply' }],
  [146, { name: 'mobile prefix solicitation' }],
  [147, { name: 'mobile prefix advertisement' }],
  [148, { name: 'certification path solicitation' }],
  [149, { name: 'certification path advertisement' }],
  [151, { name: 'multicast router advertisement' }],
  [152, { name: 'multicast router solicitation' }],
  [153, { name: 'multicast router termination' }],
  [155, { name: 'RPL control' }],
  [157, { name: 'duplicate address request' }],
  [158, { name: 'duplicate address confirmation' }],
  [160, { name: 'extended echo request' }],
  [161, { name: 'extended echo reply' }],
]);

/** `destination unreachable: port unreachable`, `echo request`; numbers where type or code has no name. */
export function icmpName(version: 4 | 6, type: number, code: number): string {
  const known = (version === 4 ? ICMP_TYPES : ICMPV6_TYPES).get(type);
  if (known === undefined) {
    return `type ${type}, code ${code}`;
  }
  return known.codes === undefined ? known.name : `${known.name}: ${known.codes[code] ?? `code ${code}`}`;
}
