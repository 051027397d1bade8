import { macText } from './address-text';
import type { ByteRange } from './decode-error';
import { field } from './field';
import { packetTypeName, protocolText, stepAfterCooked } from './linux-sll-fields';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html; all fields are big-endian.
const PROTOCOL = 0;
const RESERVED = 2;
const INTERFACE_INDEX = 4;
const ARPHRD_TYPE = 8;
const PACKET_TYPE = 10;
const ADDRESS_LENGTH = 11;
const ADDRESS = 12;

const LINUX_SLL2_HEADER_BYTES = 20;
const MAX_ADDRESS_BYTES = 8;

/** Passes the header of captures on the `any` device (libpcap 1.10 and later). */
export function scanLinuxSll2(walk: Walk): Step {
  const { offset } = walk;
  if (walk.capturedEnd - offset < LINUX_SLL2_HEADER_BYTES) {
    return walk.truncated('linux-sll2', offset, LINUX_SLL2_HEADER_BYTES);
  }
  walk.offset = offset + LINUX_SLL2_HEADER_BYTES;
  return stepAfterCooked(walk, 'linux-sll2', offset + ARPHRD_TYPE, offset + PROTOCOL);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeLinuxSll2(frame: DataView, { offset, length }: ByteRange): PacketField {
  const addressBytes = frame.getUint8(offset + ADDRESS_LENGTH);
  const address = macText(frame, offset + ADDRESS, Math.min(addressBytes, MAX_ADDRESS_BYTES));
  const packetType = frame.getUint8(offset + PACKET_TYPE);
  return field('Linux cooked capture v2', packetTypeName(packetType), offset, length, {
    reference: 'LINKTYPE_LINUX_SLL2',
    fields: [
      field('Protocol', protocolText(frame.getUint16(offset + PROTOCOL)), offset + PROTOCOL, 2),
      field('Reserved', frame.getUint16(offset + RESERVED), offset + RESERVED, 2),
      field('Interface index', frame.getUint32(offset + INTERFACE_INDEX), offset + INTERFACE_INDEX, 4),
      field('ARPHRD type', frame.getUint16(offset + ARPHRD_TYPE), offset + ARPHRD_TYPE, 2),
      field('Packet type', `${packetType} (${packetTypeName(packetType)})`, offset + PACKET_TYPE, 1),
      field('Address length', addressBytes, offset + ADDRESS_LENGTH, 1),
      field('Address', address, offset + ADDRESS, MAX_ADDRESS_BYTES),
    ],
  });
}
