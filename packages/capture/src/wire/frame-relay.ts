import type { ByteRange } from './decode-error';
import { etherTypeName, stepAfterEtherType } from './ether-type';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

/** The last byte of the address has this bit set, Q.922 §3.3. */
const LAST_ADDRESS_BYTE = 0x01;
const MIN_ADDRESS_BYTES = 2;
const MAX_ADDRESS_BYTES = 4;

// After the address, RFC 2427 §3: control, a pad where what follows shall be aligned, and the protocol.
const UNNUMBERED_INFORMATION = 0x03;
const PAD = 0x00;
const PROTOCOL_SNAP = 0x80;
const PROTOCOL_IPV6 = 0x8e;
const PROTOCOL_IPV4 = 0xcc;
const SNAP_BYTES = 5;

/** Passes a frame relay header, encapsulated as RFC 2427 asks or, without control field, as Cisco does. */
export function scanFrameRelay(walk: Walk): Step {
  const { view, offset, capturedEnd } = walk;
  const controlOffset = offset + addressBytes(view, offset, capturedEnd);
  if (capturedEnd < controlOffset + 2) {
    return walk.truncated('frame-relay', offset, controlOffset + 2 - offset);
  }
  if (view.getUint8(controlOffset) !== UNNUMBERED_INFORMATION) {
    walk.offset = controlOffset + 2;
    return stepAfterEtherType(walk, 'frame-relay', controlOffset, view.getUint16(controlOffset));
  }
  const protocolOffset = controlOffset + (view.getUint8(controlOffset + 1) === PAD ? 2 : 1);
  return capturedEnd < protocolOffset + 1
    ? walk.truncated('frame-relay', offset, protocolOffset + 1 - offset)
    : stepAfterProtocol(walk, protocolOffset);
}

/** The least that there is where the capture cut it. */
function addressBytes(view: DataView, offset: number, capturedEnd: number): number {
  for (let length = MIN_ADDRESS_BYTES; length <= MAX_ADDRESS_BYTES; length++) {
    if (offset + length > capturedEnd || (view.getUint8(offset + length - 1) & LAST_ADDRESS_BYTE) !== 0) {
      return length;
    }
  }
  return MAX_ADDRESS_BYTES;
}

function stepAfterProtocol(walk: Walk, protocolOffset: number): Step {
  const { view, offset } = walk;
  const protocol = view.getUint8(protocolOffset);
  const snapOffset = protocolOffset + 1;
  if (protocol === PROTOCOL_SNAP && walk.capturedEnd < snapOffset + SNAP_BYTES) {
    return walk.truncated('frame-relay', offset, snapOffset + SNAP_BYTES - offset);
  }
  walk.offset = snapOffset;
  switch (protocol) {
    case PROTOCOL_IPV4:
      return STEP.ipv4;
    case PROTOCOL_IPV6:
      return STEP.ipv6;
    case PROTOCOL_SNAP:
      walk.offset = snapOffset + SNAP_BYTES;
      return stepAfterSnap(walk, snapOffset);
    default:
      return walk.unsupported('frame-relay', protocolOffset, 'network layer protocol', protocol, 'unknown');
  }
}

function stepAfterSnap(walk: Walk, snapOffset: number): Step {
  const organization = walk.view.getUint32(snapOffset) >>> 8;
  const etherTypeOffset = snapOffset + 3;
  return organization === 0
    ? stepAfterEtherType(walk, 'frame-relay', etherTypeOffset, walk.view.getUint16(etherTypeOffset))
    : walk.unsupported('frame-relay', snapOffset, 'organization', organization, 'unknown');
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeFrameRelay(frame: DataView, { offset, length }: ByteRange): PacketField {
  const end = offset + length;
  const address = addressBytes(frame, offset, end);
  const controlOffset = offset + address;
  const isCisco = frame.getUint8(controlOffset) !== UNNUMBERED_INFORMATION;
  const identifier = address === 2 ? ((frame.getUint8(offset) >>> 2) << 4) | (frame.getUint8(offset + 1) >>> 4) : null;
  const identifierText = identifier === null ? '' : `identifier ${identifier}`;
  return field('Frame relay', identifierText, offset, length, {
    reference: 'RFC 2427 §3',
    fields: [
      field('Address', identifierText, offset, address, { reference: 'ITU-T Q.922 §3.3' }),
      ...(isCisco ? [etherTypeField(frame, controlOffset)] : standardFields(frame, controlOffset, end)),
    ],
  });
}

function etherTypeField(frame: DataView, offset: number): PacketField {
  const etherType = frame.getUint16(offset);
  return field('EtherType', `${hex(etherType, 4)} (${etherTypeName(etherType)})`, offset, 2);
}

function standardFields(frame: DataView, controlOffset: number, end: number): PacketField[] {
  const hasPad = frame.getUint8(controlOffset + 1) === PAD;
  const protocolOffset = controlOffset + (hasPad ? 2 : 1);
  const snapOffset = protocolOffset + 1;
  const protocol = hex(frame.getUint8(protocolOffset), 2);
  return [
    field('Control', hex(frame.getUint8(controlOffset), 2), controlOffset, 1),
    ...(hasPad ? [field('Padding', 0, controlOffset + 1, 1)] : []),
    field('Network layer protocol', protocol, protocolOffset, 1, { reference: 'ISO/IEC TR 9577' }),
    ...(end > snapOffset
      ? [
          field('Organization', hex(frame.getUint32(snapOffset) >>> 8, 6), snapOffset, 3),
          etherTypeField(frame, snapOffset + 3),
        ]
      : []),
  ];
}
