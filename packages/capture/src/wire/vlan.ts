import type { Body, ByteRange, Decoded } from './decode-error';
import { truncated } from './decode-error';
import { etherTypeName } from './ether-type';
import { field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';

// Byte offsets in what follows the tag's own EtherType, IEEE 802.1Q §9.6.
const TAG_CONTROL = 0;
const ETHER_TYPE = 2;

const VLAN_TAG_BYTES = 4;

export interface VlanHeader {
  readonly kind: 'vlan';
  readonly range: ByteRange;
  /** Priority code point, 0 to 7. */
  readonly priority: number;
  readonly isDropEligible: boolean;
  readonly vlanId: number;
  readonly etherType: number;
  readonly etherTypeOffset: number;
  readonly body: Body;
}

/** Decodes a VLAN tag: the two bytes of tag control information and the EtherType of what it wraps. */
export function decodeVlan(frame: DataView, { offset, length, missingBytes }: Body): Decoded<VlanHeader> {
  if (length < VLAN_TAG_BYTES) {
    return truncated('vlan', offset, VLAN_TAG_BYTES, length);
  }
  const control = frame.getUint16(offset + TAG_CONTROL);
  return {
    ok: true,
    header: {
      kind: 'vlan',
      range: { offset, length: VLAN_TAG_BYTES },
      priority: control >>> 13,
      isDropEligible: (control & 0x1000) !== 0,
      vlanId: control & 0x0fff,
      etherType: frame.getUint16(offset + ETHER_TYPE),
      etherTypeOffset: offset + ETHER_TYPE,
      body: { offset: offset + VLAN_TAG_BYTES, length: length - VLAN_TAG_BYTES, missingBytes },
    },
  };
}

/** Gives a decoded header as a tree of fields, each with its bytes in the frame. */
export function describeVlan(header: VlanHeader): PacketField {
  const { offset, length } = header.range;
  return field('802.1Q VLAN tag', `VLAN ${header.vlanId}`, offset, length, {
    reference: 'IEEE 802.1Q §9.6',
    fields: [
      field('Priority', header.priority, offset, 1),
      flagField('Drop eligible', header.isDropEligible, offset),
      field('VLAN identifier', header.vlanId, offset, 2),
      field('EtherType', `${hex(header.etherType, 4)} (${etherTypeName(header.etherType)})`, offset + ETHER_TYPE, 2),
    ],
  });
}
