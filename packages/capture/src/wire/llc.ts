import type { ByteRange } from './decode-error';
import { etherTypeName, stepAfterEtherType } from './ether-type';
import { field, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the LLC header (IEEE 802.2 §3.2), and in the SNAP header that may follow (IEEE 802 §9.5).
const DESTINATION_SAP = 0;
const SOURCE_SAP = 1;
const CONTROL = 2;
const ORGANIZATION = 3;
const PROTOCOL = 6;
/** Network layer protocol identifier of ISO/IEC TR 9577, in the same place. */
const NETWORK_PROTOCOL = 3;

const LLC_HEADER_BYTES = 3;
const NETWORK_PROTOCOL_END = 4;
const SNAP_END = 8;

const UNNUMBERED_INFORMATION = 0x03;
const SNAP = 0xaa;
const IP = 0x06;
const OSI_NETWORK_LAYER = 0xfe;

/** Organizations whose protocol identifiers are EtherTypes: RFC 1042, and IEEE 802.1H for what bridges must not touch. */
const RFC_1042 = 0x000000;
const BRIDGE_TUNNEL = 0x0000f8;

const NETWORK_PROTOCOL_IPV4 = 0xcc;
const NETWORK_PROTOCOL_IPV6 = 0x8e;

const SAP_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [IP, 'IP'],
  [0x42, 'spanning tree'],
  [SNAP, 'SNAP'],
  [0xe0, 'NetWare'],
  [0xf0, 'NetBIOS'],
  [OSI_NETWORK_LAYER, 'OSI network layer'],
  [0xff, 'global, or NetWare without LLC'],
]);

function sapName(sap: number): string {
  return SAP_NAMES.get(sap) ?? 'unknown';
}

/** Passes the LLC header, and SNAP or a network layer protocol identifier after it. */
export function scanLlc(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < LLC_HEADER_BYTES) {
    return walk.truncated('llc', offset, LLC_HEADER_BYTES);
  }
  const sap = view.getUint8(offset + DESTINATION_SAP);
  const isUnnumbered = view.getUint8(offset + CONTROL) === UNNUMBERED_INFORMATION;
  if (isUnnumbered && sap === SNAP) {
    return scanSnap(walk);
  }
  if (isUnnumbered && sap === OSI_NETWORK_LAYER) {
    return scanNetworkProtocol(walk);
  }
  walk.offset = offset + LLC_HEADER_BYTES;
  return isUnnumbered && sap === IP
    ? STEP.ipv4
    : walk.unsupported('llc', offset + DESTINATION_SAP, 'service access point', sap, sapName(sap));
}

function scanSnap(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < SNAP_END) {
    return walk.truncated('llc', offset, SNAP_END);
  }
  walk.offset = offset + SNAP_END;
  const organization = view.getUint32(offset + ORGANIZATION) >>> 8;
  return organization === RFC_1042 || organization === BRIDGE_TUNNEL
    ? stepAfterEtherType(walk, 'llc', offset + PROTOCOL, view.getUint16(offset + PROTOCOL))
    : walk.unsupported('llc', offset + ORGANIZATION, 'organization', organization, 'unknown');
}

function scanNetworkProtocol(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < NETWORK_PROTOCOL_END) {
    return walk.truncated('llc', offset, NETWORK_PROTOCOL_END);
  }
  const protocol = view.getUint8(offset + NETWORK_PROTOCOL);
  switch (protocol) {
    case NETWORK_PROTOCOL_IPV4:
      walk.offset = offset + NETWORK_PROTOCOL_END;
      return STEP.ipv4;
    case NETWORK_PROTOCOL_IPV6:
      walk.offset = offset + NETWORK_PROTOCOL_END;
      return STEP.ipv6;
    default:
      walk.offset = offset + LLC_HEADER_BYTES;
      return walk.unsupported('llc', offset + NETWORK_PROTOCOL, 'network layer protocol', protocol, 'unknown');
  }
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeLlc(frame: DataView, { offset, length }: ByteRange): PacketField {
  const destination = frame.getUint8(offset + DESTINATION_SAP);
  const source = frame.getUint8(offset + SOURCE_SAP);
  return field('Logical Link Control', `${sapName(destination)}`, offset, length, {
    reference: 'IEEE 802.2 §3.2',
    fields: [
      field('Destination SAP', `${hex(destination, 2)} (${sapName(destination)})`, offset + DESTINATION_SAP, 1),
      field('Source SAP', `${hex(source, 2)} (${sapName(source & 0xfe)})`, offset + SOURCE_SAP, 1),
      field('Control', hex(frame.getUint8(offset + CONTROL), 2), offset + CONTROL, 1),
      ...(length === SNAP_END ? snapFields(frame, offset) : []),
      ...(length === NETWORK_PROTOCOL_END
        ? [field('Network layer protocol', hex(frame.getUint8(offset + 3), 2), offset + NETWORK_PROTOCOL, 1)]
        : []),
    ],
  });
}

function snapFields(frame: DataView, offset: number): PacketField[] {
  const organization = frame.getUint32(offset + ORGANIZATION) >>> 8;
  const protocol = frame.getUint16(offset + PROTOCOL);
  const isEtherType = organization === RFC_1042 || organization === BRIDGE_TUNNEL;
  const name = isEtherType ? ` (${etherTypeName(protocol)})` : '';
  const reference = { reference: 'IEEE 802 §9.5' };
  return [
    field('Organization', hex(organization, 6), offset + ORGANIZATION, 3, reference),
    field(isEtherType ? 'EtherType' : 'Protocol', `${hex(protocol, 4)}${name}`, offset + PROTOCOL, 2, reference),
  ];
}
