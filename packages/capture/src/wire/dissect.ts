import type { Body, DecodeError, Decoded } from './decode-error';
import type { EthernetHeader } from './ethernet';
import { decodeEthernet } from './ethernet';
import { ETHER_TYPE, etherTypeName } from './ether-type';
import type { IcmpHeader } from './icmp';
import { decodeIcmp } from './icmp';
import { IP_PROTOCOL, ipProtocolName } from './ip-protocol';
import type { Ipv4Header } from './ipv4';
import { decodeIpv4 } from './ipv4';
import type { Ipv6Header } from './ipv6';
import { decodeIpv6 } from './ipv6';
import type { Ipv6ExtensionHeader } from './ipv6-extension';
import { decodeIpv6Extension, isIpv6Extension } from './ipv6-extension';
import { LINK_TYPE, linkTypeName } from './link-type';
import type { LinuxSllHeader } from './linux-sll';
import { decodeLinuxSll } from './linux-sll';
import type { LinuxSll2Header } from './linux-sll2';
import { decodeLinuxSll2 } from './linux-sll2';
import type { LoopbackHeader } from './loopback';
import { decodeLoopback } from './loopback';
import type { TcpHeader } from './tcp';
import { decodeTcp } from './tcp';
import type { UdpHeader } from './udp';
import { decodeUdp } from './udp';
import type { VlanHeader } from './vlan';
import { decodeVlan } from './vlan';

/** A header of one layer. `body` is what it carries. */
export type Header =
  | EthernetHeader
  | VlanHeader
  | LinuxSllHeader
  | LinuxSll2Header
  | LoopbackHeader
  | Ipv4Header
  | Ipv6Header
  | Ipv6ExtensionHeader
  | TcpHeader
  | UdpHeader
  | IcmpHeader;

/** The headers of a frame, outermost first, as far as they could be decoded. */
export interface Dissection {
  readonly headers: readonly Header[];
  /** What stopped it, or what is damaged inside the last header; null where all is well. */
  readonly problem: DecodeError | null;
}

/**
 * What follows a header: decode it, stop for a reason, or stop because nothing more is known to follow.
 * A step consumes at least four bytes, so the number of headers is bounded by the frame.
 */
type Next =
  | { readonly step: 'decode'; readonly decode: (frame: DataView, body: Body) => Decoded<Header> }
  | { readonly step: 'stop'; readonly problem: DecodeError | null };

/**
 * Walks through the headers of a frame. Never throws: what is damaged or unknown is named in `problem`.
 *
 * @param wireBytes Length of the frame on the wire, of which `frame` may hold only the beginning.
 */
export function dissect(frame: DataView, linkType: number, wireBytes: number): Dissection {
  const headers: Header[] = [];
  const missingBytes = Math.max(0, wireBytes - frame.byteLength);
  let body: Body = { offset: 0, length: frame.byteLength, missingBytes };
  let next = firstStep(frame, linkType);
  while (next.step === 'decode') {
    const result = next.decode(frame, body);
    if (!result.ok) {
      return { headers, problem: result.error };
    }
    headers.push(result.header);
    body = result.header.body;
    next = stepAfter(result.header);
  }
  return { headers, problem: next.problem };
}

const decode = (decoder: (frame: DataView, body: Body) => Decoded<Header>): Next => ({
  step: 'decode',
  decode: decoder,
});
const stop = (problem: DecodeError | null): Next => ({ step: 'stop', problem });

const ETHERNET = decode(decodeEthernet);
const VLAN = decode(decodeVlan);
const LINUX_SLL = decode(decodeLinuxSll);
const LINUX_SLL2 = decode(decodeLinuxSll2);
const LOOPBACK_HOST_ORDER = decode((frame, body) => decodeLoopback(frame, body, 'host'));
const LOOPBACK_NETWORK_ORDER = decode((frame, body) => decodeLoopback(frame, body, 'network'));
const IPV4 = decode(decodeIpv4);
const IPV6 = decode(decodeIpv6);
const TCP = decode(decodeTcp);
const UDP = decode(decodeUdp);
const ICMP = decode((frame, body) => decodeIcmp(frame, body, 4));
const ICMPV6 = decode((frame, body) => decodeIcmp(frame, body, 6));
const END = stop(null);

function firstStep(frame: DataView, linkType: number): Next {
  switch (linkType) {
    case LINK_TYPE.ethernet:
      return ETHERNET;
    case LINK_TYPE.linuxSll:
      return LINUX_SLL;
    case LINK_TYPE.linuxSll2:
      return LINUX_SLL2;
    case LINK_TYPE.null:
      return LOOPBACK_HOST_ORDER;
    case LINK_TYPE.loop:
      return LOOPBACK_NETWORK_ORDER;
    case LINK_TYPE.ipv4:
      return IPV4;
    case LINK_TYPE.ipv6:
      return IPV6;
    case LINK_TYPE.raw:
    case LINK_TYPE.rawOld:
      // Both versions of IP begin with their number; what is neither, IPv4's decoder names.
      return frame.byteLength > 0 && frame.getUint8(0) >>> 4 === 6 ? IPV6 : IPV4;
    default:
      return unsupported('link', 0, 'link type', linkType, linkTypeName(linkType));
  }
}

function unsupported(layer: string, offset: number, field: string, value: number, name: string): Next {
  return stop({ kind: 'unsupported', layer, offset, field, value, name });
}

function stepAfter(header: Header): Next {
  switch (header.kind) {
    case 'ethernet':
    case 'vlan':
    case 'linux-sll':
    case 'linux-sll2':
      return stepAfterEtherType(header);
    case 'loopback':
      return stepAfterFamily(header);
    case 'ipv4':
      return header.fragmentOffsetBytes > 0
        ? stop(fragment(header.kind, header.range.offset, header.fragmentOffsetBytes))
        : stepAfterProtocol(header.kind, header.protocol, header.protocolOffset);
    case 'ipv6':
      return stepAfterProtocol(header.kind, header.nextHeader, header.nextHeaderOffset);
    case 'ipv6-extension':
      return header.fragment !== null && header.fragment.offsetBytes > 0
        ? stop(fragment(header.kind, header.range.offset, header.fragment.offsetBytes))
        : stepAfterProtocol(header.kind, header.nextHeader, header.nextHeaderOffset);
    case 'tcp':
      return header.optionsProblem === null ? END : stop(header.optionsProblem);
    case 'icmp':
      return header.quoteProblem === null ? END : stop(header.quoteProblem);
    case 'udp':
      return END;
  }
}

function fragment(layer: string, offset: number, fragmentOffsetBytes: number): DecodeError {
  return { kind: 'fragment', layer, offset, fragmentOffsetBytes };
}

function stepAfterEtherType(header: EthernetHeader | VlanHeader | LinuxSllHeader | LinuxSll2Header): Next {
  switch (header.etherType) {
    case ETHER_TYPE.ipv4:
      return IPV4;
    case ETHER_TYPE.ipv6:
      return IPV6;
    case ETHER_TYPE.vlan:
    case ETHER_TYPE.providerBridging:
    case ETHER_TYPE.qinq:
      return VLAN;
    default: {
      const name = etherTypeName(header.etherType);
      return unsupported(header.kind, header.etherTypeOffset, 'EtherType', header.etherType, name);
    }
  }
}

function stepAfterFamily({ ipVersion, family, range }: LoopbackHeader): Next {
  if (ipVersion === null) {
    return unsupported('loopback', range.offset, 'address family', family, 'unknown');
  }
  return ipVersion === 4 ? IPV4 : IPV6;
}

function stepAfterProtocol(layer: string, protocol: number, protocolOffset: number): Next {
  switch (protocol) {
    case IP_PROTOCOL.tcp:
      return TCP;
    case IP_PROTOCOL.udp:
      return UDP;
    case IP_PROTOCOL.icmp:
      return ICMP;
    case IP_PROTOCOL.icmpv6:
      return ICMPV6;
    case IP_PROTOCOL.ipv4:
      return IPV4;
    case IP_PROTOCOL.ipv6:
      return IPV6;
    case IP_PROTOCOL.noNextHeader:
      return END;
    default:
      return isIpv6Extension(protocol)
        ? decode((frame, body) => decodeIpv6Extension(frame, body, protocol))
        : unsupported(layer, protocolOffset, 'protocol', protocol, ipProtocolName(protocol));
  }
}
