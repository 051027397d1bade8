import { macText } from './address-text';
import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { etherTypeName } from './ether-type';
import { field, hex } from './field';
import { packetTypeName } from './linux-sll-packet-type';
import type { PacketField } from './packet-detail';

// Byte offsets, https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html; all fields are big-endian.
const PACKET_TYPE = 0;
const ARPHRD_TYPE = 2;
const ADDRESS_LENGTH = 4;
const ADDRESS = 6;
const PROTOCOL = 14;

const LINUX_SLL_HEADER_BYTES = 16;
const MAX_ADDRESS_BYTES = 8;

export interface LinuxSllHeader {
  readonly kind: 'linux-sll';
  readonly range: ByteRange;
  readonly packetType: number;
  readonly arphrdType: number;
  readonly etherType: number;
  readonly etherTypeOffset: number;
  readonly body: Body;
}

/** Decodes the header that `-i any` captures had before LINUX_SLL2. */
export function decodeLinuxSll(frame: DataView, { offset, length, missingBytes }: Body): Decoded<LinuxSllHeader> {
  if (length < LINUX_SLL_HEADER_BYTES) {
    return truncated('linux-sll', offset, LINUX_SLL_HEADER_BYTES, length);
  }
  return {
    ok: true,
    header: {
      kind: 'linux-sll',
      range: { offset, length: LINUX_SLL_HEADER_BYTES },
      packetType: frame.getUint16(offset + PACKET_TYPE),
      arphrdType: frame.getUint16(offset + ARPHRD_TYPE),
      etherType: frame.getUint16(offset + PROTOCOL),
      etherTypeOffset: offset + PROTOCOL,
      body: { offset: offset + LINUX_SLL_HEADER_BYTES, length: length - LINUX_SLL_HEADER_BYTES, missingBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeLinuxSll(frame: DataView, header: LinuxSllHeader): PacketField {
  const { offset, length } = header.range;
  // The field holds what the kernel said, which may be more than the eight bytes that are kept.
  const addressBytes = frame.getUint16(offset + ADDRESS_LENGTH);
  const address = macText(frame, offset + ADDRESS, Math.min(addressBytes, MAX_ADDRESS_BYTES));
  const packetType = `${header.packetType} (${packetTypeName(header.packetType)})`;
  return field('Linux cooked capture v1', packetTypeName(header.packetType), offset, length, {
    reference: 'LINKTYPE_LINUX_SLL',
    fields: [
      field('Packet type', packetType, offset + PACKET_TYPE, 2),
      field('ARPHRD type', header.arphrdType, offset + ARPHRD_TYPE, 2),
      field('Address length', addressBytes, offset + ADDRESS_LENGTH, 2),
      field('Address', address, offset + ADDRESS, MAX_ADDRESS_BYTES),
      field('Protocol', `${hex(header.etherType, 4)} (${etherTypeName(header.etherType)})`, offset + PROTOCOL, 2),
    ],
  });
}
