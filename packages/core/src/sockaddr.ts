import { networkInterfaces } from 'node:os';
import { ipv4Text, ipv6Text, parseIpv4, parseIpv6 } from './ip-address';
import { AF_INET, AF_INET6, AF_PACKET } from './linux-constants';
import type { Endpoint } from './trace/endpoint';

/** Size of C's sockaddr_storage. */
const SOCKADDR_BYTES = 128;

const SOCKADDR_IN_BYTES = 16;
const SOCKADDR_IN6_BYTES = 28;
const SOCKADDR_LL_BYTES = 20;

// Offsets in sockaddr_in (ip(7)), sockaddr_in6 (ipv6(7)) and sockaddr_ll (packet(7)).
const PORT = 2;
const IN_ADDRESS = 4;
const IN6_ADDRESS = 8;
const IN6_SCOPE_ID = 24;
const LL_PROTOCOL = 2;
const LL_INTERFACE_INDEX = 4;
const LL_HARDWARE_TYPE = 8;
const LL_PACKET_TYPE = 10;

// Linux runs on little-endian machines wherever this package is used; libc.ts refuses others.
const LITTLE_ENDIAN = true;

/**
 * A socket address as C lays it out: passed to bind(), connect() and sendto(), filled by accept(), recvfrom(),
 * getsockname() and getpeername(). One that is filled can be used again and again: nothing is allocated for a call.
 */
export class Sockaddr {
  readonly bytes = new Uint8Array(SOCKADDR_BYTES);
  /** C's socklen_t, in and out: how many of `bytes` count. */
  readonly lengthCell = Int32Array.of(SOCKADDR_BYTES);
  private readonly view = new DataView(this.bytes.buffer);

  /**
   * Gives the address of an endpoint, IPv4 or IPv6; null where its text is neither or its zone is no interface.
   *
   * @throws RangeError for a port that is none
   */
  static of({ address, port }: Endpoint): Sockaddr | null {
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw new RangeError(`port ${port} is not within 0..65535`);
    }
    const [host = '', zone] = address.split('%', 2);
    const ipv4 = zone === undefined ? parseIpv4(host) : null;
    if (ipv4) return new Sockaddr().fill(AF_INET, SOCKADDR_IN_BYTES, port, IN_ADDRESS, ipv4);
    const ipv6 = parseIpv6(host);
    const scope = zone === undefined ? 0 : scopeId(zone);
    if (!ipv6 || scope === null) return null;
    const sockaddr = new Sockaddr().fill(AF_INET6, SOCKADDR_IN6_BYTES, port, IN6_ADDRESS, ipv6);
    sockaddr.view.setUint32(IN6_SCOPE_ID, scope, LITTLE_ENDIAN);
    return sockaddr;
  }

  /** Gives the address that binds an AF_PACKET socket to an interface. @param protocol ETH_P_ value, host order. */
  static ofInterface(interfaceIndex: number, protocol: number): Sockaddr {
    const sockaddr = new Sockaddr();
    sockaddr.view.setUint16(0, AF_PACKET, LITTLE_ENDIAN);
    sockaddr.view.setUint16(LL_PROTOCOL, protocol);
    sockaddr.view.setInt32(LL_INTERFACE_INDEX, interfaceIndex, LITTLE_ENDIAN);
    sockaddr.lengthCell[0] = SOCKADDR_LL_BYTES;
    return sockaddr;
  }

  /** The domain for socket(): AF_INET, AF_INET6, AF_PACKET. */
  get family(): number {
    return this.view.getUint16(0, LITTLE_ENDIAN);
  }

  /** How many of `bytes` count, never more than there are. */
  get lengthBytes(): number {
    return Math.min(this.lengthCell[0] ?? 0, SOCKADDR_BYTES);
  }

  /** Makes room for the kernel to fill in an address. */
  clear(): this {
    this.lengthCell[0] = SOCKADDR_BYTES;
    this.view.setUint16(0, 0);
    return this;
  }

  /** The address in text; null where it is none of IPv4 or IPv6. */
  get endpoint(): Endpoint | null {
    return decodeEndpoint(this.bytes, this.lengthBytes);
  }

  /** packet(7)'s PACKET_HOST, PACKET_OUTGOING, ... of a received frame. */
  get packetType(): number {
    return this.view.getUint8(LL_PACKET_TYPE);
  }

  /** packet(7)'s ARPHRD_ type of the interface. */
  get hardwareType(): number {
    return this.view.getUint16(LL_HARDWARE_TYPE, LITTLE_ENDIAN);
  }

  private fill(family: number, length: number, port: number, offset: number, address: Uint8Array): this {
    this.view.setUint16(0, family, LITTLE_ENDIAN);
    this.view.setUint16(PORT, port);
    this.bytes.set(address, offset);
    this.lengthCell[0] = length;
    return this;
  }
}

/** Gives the endpoint in the first `lengthBytes` bytes of a sockaddr; null where they hold no IPv4 or IPv6 address. */
export function decodeEndpoint(bytes: Uint8Array, lengthBytes: number): Endpoint | null {
  const family = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8);
  const port = ((bytes[PORT] ?? 0) << 8) | (bytes[PORT + 1] ?? 0);
  if (family === AF_INET && lengthBytes >= SOCKADDR_IN_BYTES) {
    return { address: ipv4Text(bytes.subarray(IN_ADDRESS, IN_ADDRESS + 4)), port };
  }
  if (family === AF_INET6 && lengthBytes >= SOCKADDR_IN6_BYTES) {
    const scope = new DataView(bytes.buffer, bytes.byteOffset).getUint32(IN6_SCOPE_ID, LITTLE_ENDIAN);
    const address = ipv6Text(bytes.subarray(IN6_ADDRESS, IN6_ADDRESS + 16));
    return { address: scope === 0 ? address : `${address}%${scope}`, port };
  }
  return null;
}

/** Gives the number of an IPv6 zone, `lo` or `1`; null where no interface has it. */
function scopeId(zone: string): number | null {
  if (/^\d{1,9}$/.test(zone)) return Number(zone);
  const address = networkInterfaces()[zone]?.find((entry) => entry.family === 'IPv6');
  return address?.scopeid ?? null;
}
