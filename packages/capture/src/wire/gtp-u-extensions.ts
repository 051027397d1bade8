import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex, hexBytes } from './field';
import type { PacketField } from './packet-detail';

/** The unit of the length that an extension header begins with, 3GPP TS 29.281 §5.2.1. */
export const EXTENSION_UNIT_BYTES = 4;

const UDP_PORT = 0x40;
const PDU_SESSION_CONTAINER = 0x85;
const PDCP_PDU_NUMBER = 0xc0;

/** 3GPP TS 29.281 §5.2.1, figure 5.2.1-3. */
const TYPE_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'none'],
  [0x03, 'long PDCP PDU number'],
  [0x20, 'service class indicator'],
  [UDP_PORT, 'UDP port'],
  [0x81, 'RAN container'],
  [0x82, 'long PDCP PDU number'],
  [0x83, 'Xw RAN container'],
  [0x84, 'NR RAN container'],
  [PDU_SESSION_CONTAINER, 'PDU session container'],
  [PDCP_PDU_NUMBER, 'PDCP PDU number'],
]);

/** `0x85 (PDU session container)`: the type of an extension header, which stands before it. */
export function extensionTypeText(type: number): string {
  return `${hex(type, 2)} (${TYPE_NAMES.get(type) ?? 'unknown'})`;
}

/** Gives the extension headers of a GTP-U header, each as a field; the byte before the first one tells its type. */
export function describeGtpUExtensions(frame: DataView, { offset, length }: ByteRange): readonly PacketField[] {
  const fields: PacketField[] = [];
  const end = offset + length;
  let at = offset;
  while (at < end) {
    // A length of 0 is damage; the least that can be written is what the decoder went on by.
    const bytes = Math.min(Math.max(1, frame.getUint8(at)) * EXTENSION_UNIT_BYTES, end - at);
    fields.push(describeExtension(frame, frame.getUint8(at - 1), at, bytes));
    at += bytes;
  }
  return fields;
}

function describeExtension(frame: DataView, type: number, offset: number, length: number): PacketField {
  const nextAt = offset + length - 1;
  const units = frame.getUint8(offset);
  return field('Extension header', extensionTypeText(type), offset, length, {
    reference: '3GPP TS 29.281 §5.2',
    fields: [
      field('Length', bytesText(units * EXTENSION_UNIT_BYTES), offset, 1),
      ...(nextAt - offset > 1 ? describeContent(frame, type, { offset: offset + 1, length: nextAt - offset - 1 }) : []),
      ...(nextAt > offset
        ? [field('Next extension header', extensionTypeText(frame.getUint8(nextAt)), nextAt, 1)]
        : []),
    ],
  });
}

function describeContent(frame: DataView, type: number, { offset, length }: ByteRange): readonly PacketField[] {
  if (type === UDP_PORT && length === 2) {
    return [field('UDP port', frame.getUint16(offset), offset, 2)];
  }
  if (type === PDCP_PDU_NUMBER && length === 2) {
    return [field('PDCP PDU number', frame.getUint16(offset), offset, 2)];
  }
  return type === PDU_SESSION_CONTAINER && length >= 2
    ? describePduSession(frame, { offset, length })
    : [field('Content', hexBytes(frame, offset, length), offset, length)];
}

/** Downlink and uplink differ in all bits but the type and the flow identifier, 3GPP TS 38.415 §5.5.2. */
function describePduSession(frame: DataView, { offset, length }: ByteRange): readonly PacketField[] {
  const type = frame.getUint8(offset) >>> 4;
  const isDownlink = type === 0;
  const name = isDownlink ? 'downlink' : type === 1 ? 'uplink' : 'unknown';
  return [
    bitField('PDU type', `${type} (${name})`, offset, 0, 4, { reference: '3GPP TS 38.415 §5.5.3.1' }),
    bitField('Flags', hex(frame.getUint8(offset) & 0x0f, 1), offset, 4, 4),
    ...(isDownlink
      ? [flagField(frame, 'Paging policy present', offset + 1, 0), flagField(frame, 'Reflective QoS', offset + 1, 1)]
      : [bitField('Flags', hex(frame.getUint8(offset + 1) >>> 6, 1), offset + 1, 0, 2)]),
    bitField('QoS flow identifier', frame.getUint8(offset + 1) & 0x3f, offset + 1, 2, 6, {
      reference: '3GPP TS 38.415 §5.5.3.3',
    }),
    ...(length > 2 ? [field('Content', hexBytes(frame, offset + 2, length - 2), offset + 2, length - 2)] : []),
  ];
}
