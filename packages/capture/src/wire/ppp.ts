import type { ByteRange } from './decode-error';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

/** Address and control field of HDLC-like framing, which may be left out, RFC 1662 §3.1. */
const ALL_STATIONS = 0xff;
const FRAMING_BYTES = 2;

/** First bytes of Cisco's framing, RFC 1547 §4.3.1. */
const CISCO_UNICAST = 0x0f;
const CISCO_BROADCAST = 0x8f;

/** https://www.iana.org/assignments/ppp-numbers. */
const PPP_PROTOCOL = { ipv4: 0x0021, ipv6: 0x0057, mpls: 0x0281, mplsMulticast: 0x0283 } as const;

const NAMES: ReadonlyMap<number, string> = new Map([
  [PPP_PROTOCOL.ipv4, 'IPv4'],
  [0x0029, 'AppleTalk'],
  [0x002b, 'IPX'],
  [0x002d, 'compressed TCP/IP'],
  [0x002f, 'uncompressed TCP/IP'],
  [0x003d, 'multilink'],
  [PPP_PROTOCOL.ipv6, 'IPv6'],
  [0x00fb, 'single link compression'],
  [0x00fd, 'compressed datagram'],
  [PPP_PROTOCOL.mpls, 'MPLS'],
  [PPP_PROTOCOL.mplsMulticast, 'MPLS multicast'],
  [0x8021, 'IPCP'],
  [0x8057, 'IPv6CP'],
  [0x80fd, 'CCP'],
  [0xc021, 'LCP'],
  [0xc023, 'PAP'],
  [0xc025, 'link quality report'],
  [0xc223, 'CHAP'],
  [0xc227, 'EAP'],
]);

function protocolName(protocol: number): string {
  return NAMES.get(protocol) ?? 'unknown';
}

/** Takes nothing: tells PPP, with and without HDLC-like framing, from Cisco's framing, which share link types. */
export function scanPppHdlc({ view, offset, capturedEnd }: Walk): Step {
  const first = capturedEnd > offset ? view.getUint8(offset) : ALL_STATIONS;
  return first === CISCO_UNICAST || first === CISCO_BROADCAST ? STEP.ciscoHdlc : STEP.ppp;
}

/** Passes PPP's framing, where it is there, and its protocol field, which is one byte where its first bit says so. */
export function scanPpp(walk: Walk): Step {
  const { view, offset } = walk;
  const protocolOffset = offset + framingBytes(view, offset, walk.capturedEnd);
  const protocolBytes = protocolFieldBytes(view, protocolOffset, walk.capturedEnd);
  if (walk.capturedEnd < protocolOffset + protocolBytes) {
    return walk.truncated('ppp', offset, protocolOffset + protocolBytes - offset);
  }
  walk.offset = protocolOffset + protocolBytes;
  const protocol = protocolBytes === 1 ? view.getUint8(protocolOffset) : view.getUint16(protocolOffset);
  switch (protocol) {
    case PPP_PROTOCOL.ipv4:
      return STEP.ipv4;
    case PPP_PROTOCOL.ipv6:
      return STEP.ipv6;
    case PPP_PROTOCOL.mpls:
    case PPP_PROTOCOL.mplsMulticast:
      return STEP.mpls;
    default:
      return walk.unsupported('ppp', protocolOffset, 'protocol', protocol, protocolName(protocol));
  }
}

/** No protocol begins with 0xff, so that byte is the address. */
function framingBytes(view: DataView, offset: number, capturedEnd: number): number {
  return capturedEnd > offset && view.getUint8(offset) === ALL_STATIONS ? FRAMING_BYTES : 0;
}

/** A protocol's first byte is even and its second odd, so an odd first byte is the compressed form (RFC 1661 §6.5). */
function protocolFieldBytes(view: DataView, offset: number, capturedEnd: number): number {
  return capturedEnd > offset && (view.getUint8(offset) & 1) === 1 ? 1 : 2;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describePpp(frame: DataView, { offset, length }: ByteRange): PacketField {
  const end = offset + length;
  const protocolOffset = offset + framingBytes(frame, offset, end);
  const protocolBytes = end - protocolOffset;
  const protocol = protocolBytes === 1 ? frame.getUint8(protocolOffset) : frame.getUint16(protocolOffset);
  const name = protocolName(protocol);
  return field('Point-to-Point Protocol', name, offset, length, {
    reference: 'RFC 1661 §2',
    fields: [
      ...(protocolOffset > offset ? framingFields(frame, offset) : []),
      field('Protocol', `${hex(protocol, protocolBytes * 2)} (${name})`, protocolOffset, protocolBytes),
    ],
  });
}

function framingFields(frame: DataView, offset: number): PacketField[] {
  const reference = { reference: 'RFC 1662 §3.1' };
  return [
    field('Address', hex(frame.getUint8(offset), 2), offset, 1, reference),
    field('Control', hex(frame.getUint8(offset + 1), 2), offset + 1, 1, reference),
  ];
}
