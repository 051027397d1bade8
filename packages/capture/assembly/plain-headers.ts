// AssemblyScript: the headers of plain packets, with an Ethernet header or none. This is put where it is called.
import {
  ETHERNET_HEADER_BYTES,
  ETHERNET_TYPE_OFFSET,
  ETHER_TYPE,
  FRAGMENT_OFFSET_MASK,
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  IP_PROTOCOL,
  LINK,
  STATE,
  UDP_HEADER_BYTES,
} from './constants';
import { load16, mayBeTunnel } from './network';

/** No kind. */
export const NOT_PLAIN: u32 = 0xffffffff;
/** Without options. */
export const IPV4_HEADER_BYTES: u32 = 20;

const VERSION_4_WITHOUT_OPTIONS: u32 = 0x45;
/** Bytes of a frame on the wire below which lengths are reckoned in 31 bits. */
const MOST_WIRE_BYTES: u32 = 1 << 28;

/** The bits of STATE that tell protocol and IP version; NOT_PLAIN: neither TCP nor UDP right in IP, or what may be a tunnel. */
export function kindOf(frame: u32, ip: u32, captured: u32, wire: u32, linkType: u32): u32 {
  if (captured < ip + IPV4_HEADER_BYTES + UDP_HEADER_BYTES || wire > MOST_WIRE_BYTES) {
    return NOT_PLAIN;
  }
  const packet = frame + ip;
  const isEthernet = linkType === LINK.ethernet;
  const etherType: u32 = isEthernet ? load16(frame + ETHERNET_TYPE_OFFSET) : 0;
  const first: u32 = load<u8>(packet);
  if (first === VERSION_4_WITHOUT_OPTIONS && (isEthernet ? etherType === ETHER_TYPE.ipv4 : linkType === LINK.raw)) {
    return (load16(packet + IPV4_OFFSET.flagsAndFragmentOffset) & FRAGMENT_OFFSET_MASK) === 0
      ? kindOfTransport(load<u8>(packet + IPV4_OFFSET.protocol), 0, packet + IPV4_HEADER_BYTES)
      : NOT_PLAIN;
  }
  if (first >> 4 === 6 && (isEthernet ? etherType === ETHER_TYPE.ipv6 : linkType === LINK.raw)) {
    return captured >= ip + IPV6_HEADER_BYTES + UDP_HEADER_BYTES
      ? kindOfTransport(load<u8>(packet + IPV6_OFFSET.nextHeader), STATE.ipv6, packet + IPV6_HEADER_BYTES)
      : NOT_PLAIN;
  }
  return NOT_PLAIN;
}

function kindOfTransport(protocol: u32, ipVersion: u32, ports: u32): u32 {
  if (protocol === IP_PROTOCOL.tcp) {
    return ipVersion;
  }
  return protocol === IP_PROTOCOL.udp && !mayBeTunnel(ports) ? STATE.udp | ipVersion : NOT_PLAIN;
}
