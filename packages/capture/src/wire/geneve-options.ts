import type { ByteRange } from './decode-error';
import { bitField, bytesText, field, flagField, hex, hexBytes } from './field';
import type { PacketField } from './packet-detail';

// Byte offsets in an option, RFC 8926 §3.5.
const CLASS = 0;
const TYPE = 2;
const RESERVED_AND_LENGTH = 3;
const DATA = 4;

const OPTION_HEADER_BYTES = 4;
const LENGTH_UNIT_BYTES = 4;

/** IANA's Geneve option classes, as far as they are met in captures. */
const CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [0x0100, 'Linux'],
  [0x0101, 'Open vSwitch'],
  [0x0102, 'Open Virtual Networking'],
  [0x0103, 'In-band Network Telemetry'],
  [0x0104, 'VMware'],
]);

/** Gives the options of a Geneve header, each as a field; what is none at the end, as bytes. */
export function describeGeneveOptions(frame: DataView, { offset, length }: ByteRange): readonly PacketField[] {
  const fields: PacketField[] = [];
  const end = offset + length;
  let at = offset;
  while (end - at >= OPTION_HEADER_BYTES) {
    const optionBytes = OPTION_HEADER_BYTES + (frame.getUint8(at + RESERVED_AND_LENGTH) & 0x1f) * LENGTH_UNIT_BYTES;
    if (optionBytes > end - at) {
      break;
    }
    fields.push(describeOption(frame, at, optionBytes));
    at += optionBytes;
  }
  return at === end ? fields : [...fields, field('Damaged option', hexBytes(frame, at, end - at), at, end - at)];
}

function describeOption(frame: DataView, offset: number, length: number): PacketField {
  const optionClass = frame.getUint16(offset + CLASS);
  const name = CLASS_NAMES.get(optionClass);
  const type = frame.getUint8(offset + TYPE) & 0x7f;
  const dataBytes = length - OPTION_HEADER_BYTES;
  return field('Option', `class ${hex(optionClass, 4)}, type ${type}, ${bytesText(dataBytes)}`, offset, length, {
    reference: 'RFC 8926 §3.5',
    fields: [
      field('Class', `${hex(optionClass, 4)}${name === undefined ? '' : ` (${name})`}`, offset + CLASS, 2),
      flagField(frame, 'Critical', offset + TYPE, 0),
      bitField('Type', type, offset + TYPE, 1, 7),
      bitField('Reserved', frame.getUint8(offset + RESERVED_AND_LENGTH) >>> 5, offset + RESERVED_AND_LENGTH, 0, 3),
      bitField('Length', bytesText(dataBytes), offset + RESERVED_AND_LENGTH, 3, 5),
      ...(dataBytes > 0 ? [field('Data', hexBytes(frame, offset + DATA, dataBytes), offset + DATA, dataBytes)] : []),
    ],
  });
}
