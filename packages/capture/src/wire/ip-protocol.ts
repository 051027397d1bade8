import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

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
  gre: 47,
  authentication: 51,
  icmpv6: 58,
  noNextHeader: 59,
  destinationOptions: 60,
  etherIp: 97,
  sctp: 132,
  udpLite: 136,
  mpls: 137,
  ethernet: 143,
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
  [IP_PROTOCOL.gre, 'GRE'],
  [50, 'ESP'],
  [IP_PROTOCOL.authentication, 'AH'],
  [IP_PROTOCOL.icmpv6, 'IPv6-ICMP'],
  [IP_PROTOCOL.noNextHeader, 'IPv6-NoNxt'],
  [IP_PROTOCOL.destinationOptions, 'IPv6-Opts'],
  [88, 'EIGRP'],
  [89, 'OSPFIGP'],
  [94, 'IPIP'],
  [IP_PROTOCOL.etherIp, 'ETHERIP'],
  [103, 'PIM'],
  [108, 'IPComp'],
  [112, 'VRRP'],
  [115, 'L2TP'],
  [IP_PROTOCOL.sctp, 'SCTP'],
  [135, 'Mobility Header'],
  [IP_PROTOCOL.udpLite, 'UDPLite'],
  [IP_PROTOCOL.mpls, 'MPLS-in-IP'],
  [139, 'HIP'],
  [140, 'Shim6'],
  [141, 'WESP'],
  [142, 'ROHC'],
  [IP_PROTOCOL.ethernet, 'Ethernet'],
]);

/** The registry's keyword for an IP protocol number, or `unknown`. */
export function ipProtocolName(protocol: number): string {
  return NAMES.get(protocol) ?? 'unknown';
}

/**
 * The step to what a protocol or next header field announces; `offset` is the field's. SCTP and UDP-Lite are passed for
 * their ports, but what they carry has no decoder here.
 */
export function stepAfterProtocol(walk: Walk, layer: string, offset: number, protocol: number): Step {
  const step = stepOfProtocol(protocol);
  if (step === null || step === STEP.sctp || step === STEP.udpLite) {
    walk.unsupported(layer, offset, 'protocol', protocol, ipProtocolName(protocol));
  }
  return step ?? STEP.end;
}

/** null: a protocol without decoder. */
function stepOfProtocol(protocol: number): Step | null {
  switch (protocol) {
    case IP_PROTOCOL.tcp:
      return STEP.tcp;
    case IP_PROTOCOL.udp:
      return STEP.udp;
    case IP_PROTOCOL.icmp:
      return STEP.icmp;
    case IP_PROTOCOL.icmpv6:
      return STEP.icmpv6;
    case IP_PROTOCOL.ipv4:
      return STEP.ipv4;
    case IP_PROTOCOL.ipv6:
      return STEP.ipv6;
    case IP_PROTOCOL.gre:
      return STEP.gre;
    case IP_PROTOCOL.etherIp:
      return STEP.etherIp;
    case IP_PROTOCOL.mpls:
      return STEP.mpls;
    case IP_PROTOCOL.ethernet:
      return STEP.ethernet;
    case IP_PROTOCOL.sctp:
      return STEP.sctp;
    case IP_PROTOCOL.udpLite:
      return STEP.udpLite;
    case IP_PROTOCOL.hopByHop:
      return STEP.hopByHop;
    case IP_PROTOCOL.routing:
      return STEP.routing;
    case IP_PROTOCOL.fragment:
      return STEP.fragment;
    case IP_PROTOCOL.authentication:
      return STEP.authentication;
    case IP_PROTOCOL.destinationOptions:
      return STEP.destinationOptions;
    case IP_PROTOCOL.noNextHeader:
      return STEP.end;
    default:
      return null;
  }
}
