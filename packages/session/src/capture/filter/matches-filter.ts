import { BlockList, isIPv6 } from 'node:net';
import type { Packet } from '@sockscope/capture';
import type { FilterDirection, FilterExpression, FilterProtocol } from './filter-expression';

// Assigned Internet protocol numbers (IANA).
const ICMP = 1;
const TCP = 6;
const UDP = 17;
const ICMPV6 = 58;

/** Tells whether a packet passes a filter. */
export type PacketMatcher = (packet: Packet) => boolean;

/**
 * Gives the test that an expression stands for. It agrees with tcpdump on IPv4, IPv6, TCP, UDP and ICMP in a frame
 * without VLAN tags; unlike tcpdump's it looks past IPv6 extension headers, and `host` does not look into ARP.
 */
export function matchesFilter(expression: FilterExpression): PacketMatcher {
  switch (expression.kind) {
    case 'everything':
      return () => true;
    case 'protocol':
      return (packet) => hasProtocol(packet, expression.protocol);
    case 'port':
      return portMatcher(expression.port, expression.direction, expression.protocol);
    case 'host':
      return hostMatcher(expression.address, expression.direction);
    case 'not': {
      const operand = matchesFilter(expression.operand);
      return (packet) => !operand(packet);
    }
    case 'and':
    case 'or': {
      const left = matchesFilter(expression.left);
      const right = matchesFilter(expression.right);
      if (expression.kind === 'and') return (packet) => left(packet) && right(packet);
      return (packet) => left(packet) || right(packet);
    }
  }
}

function hasProtocol({ source, ipProtocol }: Packet, protocol: FilterProtocol): boolean {
  if (source === null) return false;
  switch (protocol) {
    case 'ip':
      return !isIPv6(source);
    case 'ip6':
      return isIPv6(source);
    case 'tcp':
      return ipProtocol === TCP;
    case 'udp':
      return ipProtocol === UDP;
    case 'icmp':
      return ipProtocol === ICMP && !isIPv6(source);
    case 'icmp6':
      return ipProtocol === ICMPV6 && isIPv6(source);
  }
}

function portMatcher(port: number, direction: FilterDirection, protocol: 'tcp' | 'udp' | null): PacketMatcher {
  return (packet) => {
    const { sourcePort, destinationPort } = packet;
    if (sourcePort === null || (protocol !== null && !hasProtocol(packet, protocol))) return false;
    return (direction !== 'dst' && sourcePort === port) || (direction !== 'src' && destinationPort === port);
  };
}

function hostMatcher(address: string, direction: FilterDirection): PacketMatcher {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  // Compares addresses by value: ::1 is 0:0:0:0:0:0:0:1.
  const list = new BlockList();
  list.addAddress(address, family);
  // A BlockList takes an IPv4-mapped address for the IPv4 one; a filter does not.
  const isListed = (text: string | null): boolean =>
    text !== null && isIPv6(text) === (family === 'ipv6') && list.check(text, family);
  return ({ source, destination }) =>
    (direction !== 'dst' && isListed(source)) || (direction !== 'src' && isListed(destination));
}
