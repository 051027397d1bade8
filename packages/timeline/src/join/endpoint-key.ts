import type { Endpoint } from '@sockscope/core/trace';

const MAPPED_PREFIX = '::ffff:';

/**
 * Gives an address in the one form under which calls and packets are compared: an IPv4-mapped IPv6 address as IPv4
 * (a dual-stack socket reports the first, the wire carries the second), no zone, lower case.
 *
 * @see RFC 4291 §2.5.5.2
 */
function addressKey(address: string): string {
  if (!address.includes(':')) {
    return address;
  }
  const plain = address.split('%', 1)[0]?.toLowerCase() ?? '';
  return plain.startsWith(MAPPED_PREFIX) && plain.includes('.') ? plain.slice(MAPPED_PREFIX.length) : plain;
}

/** Key of one end. */
export function endpointKey(end: Endpoint): string {
  return `${addressKey(end.address)}|${end.port}`;
}

/** Key of a socket's two ends, its own first. */
export function pairKey(own: Endpoint, peer: Endpoint): string {
  return `${endpointKey(own)}>${endpointKey(peer)}`;
}

/** True for the addresses that stand for every local address: ip(7) INADDR_ANY, ipv6(7) in6addr_any. */
export function isWildcard(address: string): boolean {
  const key = addressKey(address);
  return key === '0.0.0.0' || key === '::';
}

/**
 * Where a packet to that address goes: to the loopback address if the program named the one that stands for every
 * address, as Linux routes it.
 */
export function reachedEndpoint(end: Endpoint): Endpoint {
  if (!isWildcard(end.address)) {
    return end;
  }
  return { address: addressKey(end.address) === '::' ? '::1' : '127.0.0.1', port: end.port };
}

/** True if a socket bound to `bound` can own packets of `actual`; port 0 is a socket not bound yet. */
export function coversEndpoint(bound: Endpoint, actual: Endpoint): boolean {
  if (bound.port !== actual.port) {
    return false;
  }
  return isWildcard(bound.address) || addressKey(bound.address) === addressKey(actual.address);
}

/** The endpoint if it names one address and one port, else null: what getsockname(2) gives before a bind does not. */
export function exactEndpoint(end: Endpoint | null): Endpoint | null {
  return end === null || end.port === 0 || isWildcard(end.address) ? null : end;
}
