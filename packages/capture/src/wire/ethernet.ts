import { macText } from './address-text';
import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { etherTypeName, MAX_LENGTH_FIELD } from './ether-type';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';

// Byte offsets in the Ethernet header, IEEE 802.3 §3.1.1.
const DESTINATION = 0;
const SOURCE = 6;
const ETHER_TYPE_OR_LENGTH = 12;

const ETHERNET_HEADER_BYTES = 14;
const ADDRESS_BYTES = 6;

export interface EthernetHeader {
  readonly kind: 'ethernet';
  readonly range: ByteRange;
  /** EtherType; up to 1500 the length of an LLC frame. */
  readonly etherType: number;
  readonly etherTypeOffset: number;
  readonly body: Body;
}

/** Decodes the Ethernet header at the start of `body`. Padding stays in the body: IP's own length cuts it off. */
export function decodeEthernet(frame: DataView, { offset, length, missingBytes }: Body): Decoded<EthernetHeader> {
  if (length < ETHERNET_HEADER_BYTES) {
    return truncated('ethernet', offset, ETHERNET_HEADER_BYTES, length);
  }
  return {
    ok: true,
    header: {
      kind: 'ethernet',
      range: { offset, length: ETHERNET_HEADER_BYTES },
      etherType: frame.getUint16(offset + ETHER_TYPE_OR_LENGTH),
      etherTypeOffset: offset + ETHER_TYPE_OR_LENGTH,
      body: { offset: offset + ETHERNET_HEADER_BYTES, length: length - ETHERNET_HEADER_BYTES, missingBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeEthernet(frame: DataView, { range, etherType }: EthernetHeader): PacketField {
  const { offset } = range;
  const destination = macText(frame, offset + DESTINATION, ADDRESS_BYTES);
  const source = macText(frame, offset + SOURCE, ADDRESS_BYTES);
  const last =
    etherType <= MAX_LENGTH_FIELD
      ? field('Length', etherType, offset + ETHER_TYPE_OR_LENGTH, 2)
      : field('EtherType', `${hex(etherType, 4)} (${etherTypeName(etherType)})`, offset + ETHER_TYPE_OR_LENGTH, 2);
  return field('Ethernet', `${source} > ${destination}`, offset, range.length, {
    reference: 'IEEE 802.3 §3.1.1',
    fields: [
      field('Destination', destination, offset + DESTINATION, ADDRESS_BYTES),
      field('Source', source, offset + SOURCE, ADDRESS_BYTES),
      last,
    ],
  });
}
