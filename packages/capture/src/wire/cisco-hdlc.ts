import type { ByteRange } from './decode-error';
import { etherTypeName, stepAfterEtherType } from './ether-type';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets, RFC 1547 §4.3.1.
const ADDRESS = 0;
const CONTROL = 1;
const PROTOCOL = 2;

const CISCO_HDLC_HEADER_BYTES = 4;

/** Protocol numbers that mean something else than the EtherType of the same value. */
const KEEPALIVE = 0x8035;

/** Passes the header of Cisco's framing. */
export function scanCiscoHdlc(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < CISCO_HDLC_HEADER_BYTES) {
    return walk.truncated('cisco-hdlc', offset, CISCO_HDLC_HEADER_BYTES);
  }
  walk.offset = offset + CISCO_HDLC_HEADER_BYTES;
  const protocol = view.getUint16(offset + PROTOCOL);
  return protocol === KEEPALIVE
    ? walk.unsupported('cisco-hdlc', offset + PROTOCOL, 'protocol', protocol, protocolName(protocol))
    : stepAfterEtherType(walk, 'cisco-hdlc', offset + PROTOCOL, protocol);
}

function protocolName(protocol: number): string {
  return protocol === KEEPALIVE ? 'SLARP' : etherTypeName(protocol);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeCiscoHdlc(frame: DataView, { offset, length }: ByteRange): PacketField {
  const protocol = frame.getUint16(offset + PROTOCOL);
  return field('Cisco HDLC', protocolName(protocol), offset, length, {
    reference: 'RFC 1547 §4.3.1',
    fields: [
      field('Address', hex(frame.getUint8(offset + ADDRESS), 2), offset + ADDRESS, 1),
      field('Control', hex(frame.getUint8(offset + CONTROL), 2), offset + CONTROL, 1),
      field('Protocol', `${hex(protocol, 4)} (${protocolName(protocol)})`, offset + PROTOCOL, 2),
    ],
  });
}
