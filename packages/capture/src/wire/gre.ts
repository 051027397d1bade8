import type { ByteRange } from './decode-error';
import { ETHER_TYPE, etherTypeName, stepAfterEtherType } from './ether-type';
import { bitField, bytesText, field, flagField, hex } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets in the GRE header, RFC 2784 §2.1.
const FLAGS_AND_VERSION = 0;
const PROTOCOL = 2;

const GRE_HEADER_BYTES = 4;

const CHECKSUM_PRESENT = 0x8000;
/** RFC 1701; RFC 2784 dropped it. */
const ROUTING_PRESENT = 0x4000;
const KEY_PRESENT = 0x2000;
const SEQUENCE_PRESENT = 0x1000;
/** PPTP's version of GRE, RFC 2637 §4.1. */
const ACKNOWLEDGMENT_PRESENT = 0x0080;
const VERSION_MASK = 0x0007;
const PPTP_VERSION = 1;

/** Protocols that are no EtherTypes, or whose headers differ by GRE's flags. */
const PPP = 0x880b;
const ERSPAN_1_OR_2 = 0x88be;
const ERSPAN_3 = 0x22eb;

/** A source route entry: address family, offset, length; one of length 0 ends the list (RFC 1701). */
const ROUTE_ENTRY_BYTES = 4;
const ROUTE_LENGTH = 3;

/** Passes the GRE header with the optional fields that its flags announce. */
export function scanGre(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < GRE_HEADER_BYTES) {
    return walk.truncated('gre', offset, GRE_HEADER_BYTES);
  }
  const flags = view.getUint16(offset + FLAGS_AND_VERSION);
  const version = flags & VERSION_MASK;
  if (version > PPTP_VERSION) {
    return walk.unsupported('gre', offset, 'version', version, 'unknown');
  }
  const headerBytes = greHeaderBytes(view, offset, walk.capturedEnd, flags);
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('gre', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  return version === PPTP_VERSION
    ? stepAfterPptp(walk, offset, flags)
    : stepAfterGre(walk, offset, flags, view.getUint16(offset + PROTOCOL));
}

function greHeaderBytes(view: DataView, offset: number, capturedEnd: number, flags: number): number {
  const fixedBytes =
    GRE_HEADER_BYTES +
    ((flags & (CHECKSUM_PRESENT | ROUTING_PRESENT)) !== 0 ? 4 : 0) +
    ((flags & KEY_PRESENT) !== 0 ? 4 : 0) +
    ((flags & SEQUENCE_PRESENT) !== 0 ? 4 : 0) +
    ((flags & VERSION_MASK) === PPTP_VERSION && (flags & ACKNOWLEDGMENT_PRESENT) !== 0 ? 4 : 0);
  return (flags & ROUTING_PRESENT) === 0 ? fixedBytes : endOfRoutes(view, offset + fixedBytes, capturedEnd) - offset;
}

/** The end of the source routes, or of the entry that the capture cut. */
function endOfRoutes(view: DataView, offset: number, capturedEnd: number): number {
  let at = offset;
  while (at + ROUTE_ENTRY_BYTES <= capturedEnd) {
    const lengthBytes = view.getUint8(at + ROUTE_LENGTH);
    at += ROUTE_ENTRY_BYTES + lengthBytes;
    if (lengthBytes === 0) {
      return at;
    }
  }
  return at + ROUTE_ENTRY_BYTES;
}

/** Without a sequence number it acknowledges only; the upper half of the key is the payload's length (RFC 2637 §4.1). */
function stepAfterPptp(walk: Walk, offset: number, flags: number): Step {
  if ((flags & SEQUENCE_PRESENT) === 0) {
    return STEP.end;
  }
  if ((flags & KEY_PRESENT) !== 0) {
    walk.endAt(walk.offset + walk.view.getUint16(offset + GRE_HEADER_BYTES));
  }
  return stepAfterGre(walk, offset, flags, walk.view.getUint16(offset + PROTOCOL));
}

function stepAfterGre(walk: Walk, offset: number, flags: number, protocol: number): Step {
  switch (protocol) {
    case ETHER_TYPE.transparentEthernet:
      return STEP.ethernet;
    case PPP:
      return STEP.ppp;
    case ERSPAN_1_OR_2:
      // Type I has no header of its own, and no sequence number.
      return (flags & SEQUENCE_PRESENT) === 0 ? STEP.ethernet : STEP.erspan2;
    case ERSPAN_3:
      return STEP.erspan3;
    default:
      return stepAfterEtherType(walk, 'gre', offset + PROTOCOL, protocol);
  }
}

function protocolName(protocol: number): string {
  switch (protocol) {
    case PPP:
      return 'PPP';
    case ERSPAN_1_OR_2:
      return 'ERSPAN';
    case ERSPAN_3:
      return 'ERSPAN type III';
    default:
      return etherTypeName(protocol);
  }
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeGre(frame: DataView, { offset, length }: ByteRange): PacketField {
  const flags = frame.getUint16(offset);
  const version = flags & VERSION_MASK;
  const protocol = frame.getUint16(offset + PROTOCOL);
  return field('Generic Routing Encapsulation', protocolName(protocol), offset, length, {
    reference: version === PPTP_VERSION ? 'RFC 2637 §4.1' : 'RFC 2784 §2',
    fields: [
      flagField(frame, 'Checksum present', offset, 0),
      flagField(frame, 'Routing present', offset, 1, { reference: 'RFC 1701' }),
      flagField(frame, 'Key present', offset, 2, { reference: 'RFC 2890 §2' }),
      flagField(frame, 'Sequence number present', offset, 3, { reference: 'RFC 2890 §2' }),
      bitField('Reserved', hex((flags >>> 8) & 0x0f, 1), offset, 4, 4),
      flagField(frame, 'Acknowledgment present', offset, 8, { reference: 'RFC 2637 §4.1' }),
      bitField('Reserved', hex((flags >>> 3) & 0x0f, 1), offset, 9, 4),
      bitField('Version', version, offset, 13, 3),
      field('Protocol', `${hex(protocol, 4)} (${protocolName(protocol)})`, offset + PROTOCOL, 2),
      ...optionalFields(frame, { offset, length }, flags),
    ],
  });
}

function optionalFields(frame: DataView, { offset, length }: ByteRange, flags: number): PacketField[] {
  const fields: PacketField[] = [];
  let at = offset + GRE_HEADER_BYTES;
  const add = (isThere: boolean, ...made: PacketField[]) => {
    if (isThere) {
      fields.push(...made);
      at += 4;
    }
  };
  const isPptp = (flags & VERSION_MASK) === PPTP_VERSION;
  if ((flags & (CHECKSUM_PRESENT | ROUTING_PRESENT)) !== 0) {
    add(
      true,
      field('Checksum', hex(frame.getUint16(at), 4), at, 2),
      field('Offset', frame.getUint16(at + 2), at + 2, 2, { reference: 'RFC 1701' }),
    );
  }
  if ((flags & KEY_PRESENT) !== 0) {
    add(
      true,
      ...(isPptp
        ? [
            field('Payload length', bytesText(frame.getUint16(at)), at, 2),
            field('Call', frame.getUint16(at + 2), at + 2, 2),
          ]
        : [field('Key', hex(frame.getUint32(at), 8), at, 4, { reference: 'RFC 2890 §2.1' })]),
    );
  }
  if ((flags & SEQUENCE_PRESENT) !== 0) {
    add(true, field('Sequence number', frame.getUint32(at), at, 4, { reference: 'RFC 2890 §2.2' }));
  }
  if (isPptp && (flags & ACKNOWLEDGMENT_PRESENT) !== 0) {
    add(true, field('Acknowledgment number', frame.getUint32(at), at, 4));
  }
  const routing = offset + length - at;
  add(routing > 0, field('Routing', bytesText(routing), at, routing, { reference: 'RFC 1701' }));
  return fields;
}
