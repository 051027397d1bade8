import { macText } from './address-text';
import type { ByteRange } from './decode-error';
import { field } from './field';
import { packetTypeName, protocolText, stepAfterCooked } from './linux-sll-fields';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html; all fields are big-endian.
const PACKET_TYPE = 0;
const ARPHRD_TYPE = 2;
const ADDRESS_LENGTH = 4;
const ADDRESS = 6;
const PROTOCOL = 14;

const LINUX_SLL_HEADER_BYTES = 16;
const MAX_ADDRESS_BYTES = 8;

/** Passes the header that `-i any` captures had before LINUX_SLL2. */
export function scanLinuxSll(walk: Walk): Step {
  const { offset } = walk;
  if (walk.capturedEnd - offset < LINUX_SLL_HEADER_BYTES) {
    return walk.truncated('linux-sll', offset, LINUX_SLL_HEADER_BYTES);
  }
  walk.offset = offset + LINUX_SLL_HEADER_BYTES;
  return stepAfterCooked(walk, 'linux-sll', offset + ARPHRD_TYPE, offset + PROTOCOL);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeLinuxSll(frame: DataView, { offset, length }: ByteRange): PacketField {
  // The field holds what the kernel said, which may be more than the eight bytes that are kept.
  const addressBytes = frame.getUint16(offset + ADDRESS_LENGTH);
  const address = macText(frame, offset + ADDRESS, Math.min(addressBytes, MAX_ADDRESS_BYTES));
  const packetType = frame.getUint16(offset + PACKET_TYPE);
  return field('Linux cooked capture v1', packetTypeName(packetType), offset, length, {
    reference: 'LINKTYPE_LINUX_SLL',
    fields: [
      field('Packet type', `${packetType} (${packetTypeName(packetType)})`, offset + PACKET_TYPE, 2),
      field('ARPHRD type', frame.getUint16(offset + ARPHRD_TYPE), offset + ARPHRD_TYPE, 2),
      field('Address length', addressBytes, offset + ADDRESS_LENGTH, 2),
      field('Address', address, offset + ADDRESS, MAX_ADDRESS_BYTES),
      field('Protocol', protocolText(frame.getUint16(offset + PROTOCOL)), offset + PROTOCOL, 2),
    ],
  });
}
