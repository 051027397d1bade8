import { macText } from './address-text';
import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { etherTypeName } from './ether-type';
import { field, hex } from './field';
import { packetTypeName } from './linux-sll-packet-type';
import type { PacketField } from './packet-detail';

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

export interface LinuxSll2Header {
  readonly kind: 'linux-sll2';
  readonly range: ByteRange;
  readonly etherType: number;
  readonly etherTypeOffset: number;
  readonly interfaceIndex: number;
  readonly arphrdType: number;
  readonly packetType: number;
  readonly body: Body;
}

/** Decodes the header of captures on the `any` device (libpcap 1.10 and later). */
export function decodeLinuxSll2(frame: DataView, { offset, length, missingBytes }: Body): Decoded<LinuxSll2Header> {
  if (length < LINUX_SLL2_HEADER_BYTES) {
    return truncated('linux-sll2', offset, LINUX_SLL2_HEADER_BYTES, length);
  }
  return {
    ok: true,
    header: {
      kind: 'linux-sll2',
      range: { offset, length: LINUX_SLL2_HEADER_BYTES },
      etherType: frame.getUint16(offset + PROTOCOL),
      etherTypeOffset: offset + PROTOCOL,
      interfaceIndex: frame.getUint32(offset + INTERFACE_INDEX),
      arphrdType: frame.getUint16(offset + ARPHRD_TYPE),
      packetType: frame.getUint8(offset + PACKET_TYPE),
      body: { offset: offset + LINUX_SLL2_HEADER_BYTES, length: length - LINUX_SLL2_HEADER_BYTES, missingBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeLinuxSll2(frame: DataView, header: LinuxSll2Header): PacketField {
  const { offset, length } = header.range;
  const addressBytes = frame.getUint8(offset + ADDRESS_LENGTH);
  const address = macText(frame, offset + ADDRESS, Math.min(addressBytes, MAX_ADDRESS_BYTES));
  const packetType = `${header.packetType} (${packetTypeName(header.packetType)})`;
  return field('Linux cooked capture v2', packetTypeName(header.packetType), offset, length, {
    reference: 'LINKTYPE_LINUX_SLL2',
    fields: [
      field('Protocol', `${hex(header.etherType, 4)} (${etherTypeName(header.etherType)})`, offset + PROTOCOL, 2),
      field('Reserved', frame.getUint16(offset + RESERVED), offset + RESERVED, 2),
      field('Interface index', header.interfaceIndex, offset + INTERFACE_INDEX, 4),
      field('ARPHRD type', header.arphrdType, offset + ARPHRD_TYPE, 2),
      field('Packet type', packetType, offset + PACKET_TYPE, 1),
      field('Address length', addressBytes, offset + ADDRESS_LENGTH, 1),
      field('Address', address, offset + ADDRESS, MAX_ADDRESS_BYTES),
    ],
  });
}
