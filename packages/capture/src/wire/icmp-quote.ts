import type { Body, ByteRange, DecodeError } from './decode-error';
import type { Ipv4Header } from './ipv4';
import { decodeIpv4 } from './ipv4';
import type { Ipv6Header } from './ipv6';
import { decodeIpv6 } from './ipv6';
import type { Ipv6ExtensionHeader } from './ipv6-extension';
import { decodeIpv6Extension, isIpv6Extension } from './ipv6-extension';
import { IP_PROTOCOL } from './ip-protocol';
import type { QuotedHeader } from './packet';

const PORTS_BYTES = 4;

/** The start of the datagram that an ICMP error quotes: as much as its sender chose to send back. */
export interface IcmpQuote {
  readonly ip: Ipv4Header | Ipv6Header;
  readonly extensions: readonly Ipv6ExtensionHeader[];
  readonly quoted: QuotedHeader;
  /** The two ports; null where the quote ends before them or the protocol has none. */
  readonly ports: ByteRange | null;
}

export type QuoteResult =
  { readonly ok: true; readonly quote: IcmpQuote } | { readonly ok: false; readonly error: DecodeError };

/** Decodes a quoted IP header and the ports after it. Of the quoted datagram at least 8 bytes follow (RFC 792). */
export function decodeIcmpQuote(frame: DataView, body: Body, version: 4 | 6): QuoteResult {
  return version === 4 ? quoteOfIpv4(frame, body) : quoteOfIpv6(frame, body);
}

function quoteOfIpv4(frame: DataView, body: Body): QuoteResult {
  const result = decodeIpv4(frame, body);
  if (!result.ok) {
    return result;
  }
  const ip = result.header;
  const isFirstFragment = ip.fragmentOffsetBytes === 0;
  return { ok: true, quote: quoteOf(frame, ip, [], ip.protocol, isFirstFragment ? ip.body : null) };
}

function quoteOfIpv6(frame: DataView, body: Body): QuoteResult {
  const result = decodeIpv6(frame, body);
  if (!result.ok) {
    return result;
  }
  const ip = result.header;
  const extensions: Ipv6ExtensionHeader[] = [];
  let protocol = ip.nextHeader;
  let rest: Body | null = ip.body;
  while (rest !== null && isIpv6Extension(protocol)) {
    const extension = decodeIpv6Extension(frame, rest, protocol);
    if (!extension.ok) {
      return extension;
    }
    extensions.push(extension.header);
    protocol = extension.header.nextHeader;
    rest = (extension.header.fragment?.offsetBytes ?? 0) === 0 ? extension.header.body : null;
  }
  return { ok: true, quote: quoteOf(frame, ip, extensions, protocol, rest) };
}

function quoteOf(
  frame: DataView,
  ip: Ipv4Header | Ipv6Header,
  extensions: readonly Ipv6ExtensionHeader[],
  ipProtocol: number,
  body: Body | null,
): IcmpQuote {
  const ports = body === null ? null : portsRange(ipProtocol, body);
  return {
    ip,
    extensions,
    quoted: {
      source: ip.source,
      destination: ip.destination,
      ipProtocol,
      sourcePort: ports === null ? null : frame.getUint16(ports.offset),
      destinationPort: ports === null ? null : frame.getUint16(ports.offset + 2),
    },
    ports,
  };
}

function portsRange(ipProtocol: number, body: Body): ByteRange | null {
  const hasPorts = ipProtocol === IP_PROTOCOL.tcp || ipProtocol === IP_PROTOCOL.udp;
  return hasPorts && body.length >= PORTS_BYTES ? { offset: body.offset, length: PORTS_BYTES } : null;
}
