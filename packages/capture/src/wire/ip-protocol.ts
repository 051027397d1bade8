// Values of the IPv4 protocol and IPv6 next header field; https://www.iana.org/assignments/protocol-numbers.
export const IP_PROTOCOL = {
  hopByHop: 0,
  icmp: 1,
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  routing: 43,
  fragment: 44,
  authentication: 51,
  icmpv6: 58,
  noNextHeader: 59,
  destinationOptions: 60,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [IP_PROTOCOL.hopByHop, 'HOPOPT'],
  [IP_PROTOCOL.icmp, 'ICMP'],
  [2, 'IGMP'],
  [IP_PROTOCOL.ipv4, 'IPv4'],
  [IP_PROTOCOL.tcp, 'TCP'],
  [8, 'EGP'],
  [9, 'IGP'],
  [IP_PROTOCOL.udp, 'UDP'],
  [33, 'DCCP'],
  [IP_PROTOCOL.ipv6, 'IPv6'],
  [IP_PROTOCOL.routing, 'IPv6-Route'],
  [IP_PROTOCOL.fragment, 'IPv6-Frag'],
  [46, 'RSVP'],
  [47, 'GRE'],
  [50, 'ESP'],
  [IP_PROTOCOL.authentication, 'AH'],
  [IP_PROTOCOL.icmpv6, 'IPv6-ICMP'],
  [IP_PROTOCOL.noNextHeader, 'IPv6-NoNxt'],
  [IP_PROTOCOL.destinationOptions, 'IPv6-Opts'],
  [88, 'EIGRP'],
  [89, 'OSPFIGP'],
  [103, 'PIM'],
  [112, 'VRRP'],
  [115, 'L2TP'],
  [132, 'SCTP'],
  [135, 'Mobility Header'],
  [136, 'UDPLite'],
  [139, 'HIP'],
  [140, 'Shim6'],
]);

/** The registry's keyword for an IP protocol number, or `unknown`. */
export function ipProtocolName(protocol: number): string {
  return NAMES.get(protocol) ?? 'unknown';
}
