import type { EndName } from './path/wire-rule';

/** What an end of a wire is called and can be reached at, within its own namespaces only. */
export interface EndAddresses {
  readonly ipv4: string;
  readonly ipv6: string;
}

/** The wire's interface, at both ends. */
export const INTERFACE_NAME = 'wire0';

/** The last byte of each end's addresses; 10.77.0.0/24 (RFC 1918) and fd77::/64 (RFC 4193). */
const LAST_BYTE: Readonly<Record<EndName, number>> = { client: 1, server: 2 };

/** Gives an end's addresses in text. */
export function endAddresses(end: EndName): EndAddresses {
  return { ipv4: `10.77.0.${LAST_BYTE[end]}`, ipv6: `fd77::${LAST_BYTE[end]}` };
}

/** Gives an end's IPv4 address in its 4 bytes. */
export function ipv4Bytes(end: EndName): Uint8Array {
  return Uint8Array.of(10, 77, 0, LAST_BYTE[end]);
}

/** Gives an end's IPv6 address in its 16 bytes. */
export function ipv6Bytes(end: EndName): Uint8Array {
  const bytes = new Uint8Array(16);
  bytes.set([0xfd, 0x77]);
  bytes[15] = LAST_BYTE[end];
  return bytes;
}
