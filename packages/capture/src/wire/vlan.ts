import type { ByteRange } from './decode-error';
import { etherTypeName, isLengthField, stepAfterTypeOrLength } from './ether-type';
import { bitField, field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import type { Walk } from './walk';

// Byte offsets in what follows the tag's own EtherType, IEEE 802.1Q §9.6.
const TAG_CONTROL = 0;
const ETHER_TYPE = 2;

const VLAN_TAG_BYTES = 4;

/** Passes a VLAN tag: the two bytes of tag control information and the EtherType of what it wraps. */
export function scanVlan(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < VLAN_TAG_BYTES) {
    return walk.truncated('vlan', offset, VLAN_TAG_BYTES);
  }
  walk.offset = offset + VLAN_TAG_BYTES;
  return stepAfterTypeOrLength(walk, 'vlan', offset + ETHER_TYPE, view.getUint16(offset + ETHER_TYPE));
}

/** Gives the tag as a tree of fields, each with its bytes in the frame. */
export function describeVlan(frame: DataView, { offset, length }: ByteRange): PacketField {
  const control = frame.getUint16(offset + TAG_CONTROL);
  const etherType = frame.getUint16(offset + ETHER_TYPE);
  return field('802.1Q VLAN tag', `VLAN ${control & 0x0fff}`, offset, length, {
    reference: 'IEEE 802.1Q §9.6',
    fields: [
      bitField('Priority', control >>> 13, offset, 0, 3),
      flagField(frame, 'Drop eligible', offset, 3),
      bitField('VLAN identifier', control & 0x0fff, offset, 4, 12),
      isLengthField(etherType)
        ? field('Length', etherType, offset + ETHER_TYPE, 2)
        : field('EtherType', `${hex(etherType, 4)} (${etherTypeName(etherType)})`, offset + ETHER_TYPE, 2),
    ],
  });
}
