import type { ByteRange } from './decode-error';
import { field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the VXLAN header, RFC 7348 §5.
const FLAGS = 0;
const GROUP_POLICY = 2;
const NETWORK_IDENTIFIER = 4;
const RESERVED = 7;

const VXLAN_HEADER_BYTES = 8;
const ETHERNET_HEADER_BYTES = 14;
const NETWORK_IDENTIFIER_VALID = 0x08;

/** Tells whether a datagram to VXLAN's port can be one: the I flag must be set, and a frame must fit. */
export function isVxlan({ view, offset, capturedEnd, wireEnd }: Walk): boolean {
  return (
    capturedEnd > offset &&
    wireEnd - offset >= VXLAN_HEADER_BYTES + ETHERNET_HEADER_BYTES &&
    (view.getUint8(offset + FLAGS) & NETWORK_IDENTIFIER_VALID) !== 0
  );
}

/** Passes the header before an Ethernet frame in UDP. */
export function scanVxlan(walk: Walk): Step {
  if (walk.capturedEnd - walk.offset < VXLAN_HEADER_BYTES) {
    return walk.truncated('vxlan', walk.offset, VXLAN_HEADER_BYTES);
  }
  walk.offset += VXLAN_HEADER_BYTES;
  return STEP.ethernet;
}

/** Gives the header as a tree of fields, each with its bits in the frame. */
export function describeVxlan(frame: DataView, { offset, length }: ByteRange): PacketField {
  const identifier = frame.getUint32(offset + NETWORK_IDENTIFIER) >>> 8;
  return field('Virtual Extensible LAN', `network ${identifier}`, offset, length, {
    reference: 'RFC 7348 §5',
    fields: [
      field('Flags', hex(frame.getUint16(offset + FLAGS), 4), offset + FLAGS, 2, {
        fields: [flagField(frame, 'Network identifier valid', offset + FLAGS, 4)],
      }),
      field('Group policy', frame.getUint16(offset + GROUP_POLICY), offset + GROUP_POLICY, 2, {
        reference: 'draft-smith-vxlan-group-policy-05 §2.1',
      }),
      field('Network identifier', identifier, offset + NETWORK_IDENTIFIER, 3),
      field('Reserved', frame.getUint8(offset + RESERVED), offset + RESERVED, 1),
    ],
  });
}
