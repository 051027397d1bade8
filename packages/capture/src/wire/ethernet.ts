import { macText } from './address-text';
import type { ByteRange } from './decode-error';
import { etherTypeName, isLengthField, stepAfterTypeOrLength } from './ether-type';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets in the Ethernet header, IEEE 802.3 §3.1.1.
const DESTINATION = 0;
const SOURCE = 6;
/** Of the EtherType, or the length in its place. */
export const ETHERNET_TYPE_OFFSET = 12;

export const ETHERNET_HEADER_BYTES = 14;
const ADDRESS_BYTES = 6;

/** Passes the Ethernet header. Padding stays in what follows: IP's own length cuts it off. */
export function scanEthernet(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < ETHERNET_HEADER_BYTES) {
    return walk.truncated('ethernet', offset, ETHERNET_HEADER_BYTES);
  }
  walk.offset = offset + ETHERNET_HEADER_BYTES;
  const typeOffset = offset + ETHERNET_TYPE_OFFSET;
  return stepAfterTypeOrLength(walk, 'ethernet', typeOffset, view.getUint16(typeOffset));
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeEthernet(frame: DataView, { offset, length }: ByteRange): PacketField {
  const etherType = frame.getUint16(offset + ETHERNET_TYPE_OFFSET);
  const destination = macText(frame, offset + DESTINATION, ADDRESS_BYTES);
  const source = macText(frame, offset + SOURCE, ADDRESS_BYTES);
  const last = isLengthField(etherType)
    ? field('Length', etherType, offset + ETHERNET_TYPE_OFFSET, 2)
    : field('EtherType', `${hex(etherType, 4)} (${etherTypeName(etherType)})`, offset + ETHERNET_TYPE_OFFSET, 2);
  return field('Ethernet', `${source} > ${destination}`, offset, length, {
    reference: 'IEEE 802.3 §3.1.1',
    fields: [
      field('Destination', destination, offset + DESTINATION, ADDRESS_BYTES),
      field('Source', source, offset + SOURCE, ADDRESS_BYTES),
      last,
    ],
  });
}
