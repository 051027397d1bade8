import type { ByteRange, DecodeError } from './decode-error';
import { bytesText, field, hexBytes } from './field';
import type { TcpOption } from './packet';
import type { PacketField } from './packet-detail';
import { TCP_OPTION_KINDS, tcpOptionKind } from './tcp-option-kinds';

// Options of a single byte, RFC 9293 §3.1.
const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;

/** Lengths of the kinds that have one length only; 0: the others. */
export const TCP_OPTION_BYTES = Uint8Array.from(
  { length: 256 },
  (_, kind) => TCP_OPTION_KINDS.get(kind)?.lengthBytes ?? 0,
);

/** The first bytes of two no-operations and a timestamps option. */
const NOP_NOP_TIMESTAMPS = 0x0101080a;

const NOP: TcpOption = { kind: NO_OPERATION, name: 'nop', value: '' };
const EOL: TcpOption = { kind: END_OF_OPTIONS, name: 'eol', value: '' };

/** An option and the bytes that hold it. */
export interface LocatedOption {
  readonly option: TcpOption;
  readonly range: ByteRange;
  readonly reference: string;
}

/** Decodes the options that fill `range`, up to the end-of-options option or the first one that is damaged. */
export function decodeTcpOptions(frame: DataView, range: ByteRange): readonly LocatedOption[] {
  const located: LocatedOption[] = [];
  const end = range.offset + range.length;
  let offset = range.offset;
  while (offset < end) {
    const length = optionBytes(frame, offset, end);
    if (length === 0) {
      break;
    }
    const option = decodeOption(frame, offset, length);
    located.push(option);
    if (option.option.kind === END_OF_OPTIONS) {
      break;
    }
    offset += length;
  }
  return located;
}

/** Where the first damaged option between `offset` and `end` is, which optionProblem() explains; -1: all can be read. */
export function findDamagedOption(frame: DataView, offset: number, end: number): number {
  // By far the most segments carry these three alone, RFC 7323 Appendix A.
  if (end - offset === 12 && frame.getUint32(offset) === NOP_NOP_TIMESTAMPS) {
    return -1;
  }
  while (offset < end && frame.getUint8(offset) !== END_OF_OPTIONS) {
    const length = optionBytes(frame, offset, end);
    if (length === 0) {
      return offset;
    }
    offset += length;
  }
  return -1;
}

/** Length of the option at `offset`; 0: it is damaged. */
function optionBytes(frame: DataView, offset: number, end: number): number {
  const kind = frame.getUint8(offset);
  if (kind <= NO_OPERATION) {
    return 1;
  }
  const length = offset + 2 > end ? 0 : frame.getUint8(offset + 1);
  const expected = TCP_OPTION_BYTES[kind] ?? 0;
  const stands = length >= 2 && offset + length <= end && (expected === 0 || expected === length);
  return stands ? length : 0;
}

/** What is wrong with the option at `offset`, which findDamagedOption() found. */
export function optionProblem(frame: DataView, offset: number, end: number, frameStart: number): DecodeError {
  const at = offset - frameStart;
  if (offset + 2 > end) {
    return { kind: 'truncated', layer: 'tcp', offset: at, needBytes: 2, haveBytes: end - offset };
  }
  const length = frame.getUint8(offset + 1);
  const broken = (rule: string): DecodeError => {
    return { kind: 'malformed', layer: 'tcp', offset: at + 1, field: 'option length', value: length, rule };
  };
  if (length < 2) {
    return broken('at least 2 (RFC 9293 §3.1)');
  }
  return offset + length > end
    ? broken(`at most the ${end - offset} bytes left of the header`)
    : broken(`${TCP_OPTION_BYTES[frame.getUint8(offset)]} for this kind`);
}

/** The option at `offset`, whose length has been checked. */
function decodeOption(frame: DataView, offset: number, length: number): LocatedOption {
  const kind = frame.getUint8(offset);
  const range = { offset, length };
  if (kind <= NO_OPERATION) {
    return { option: kind === NO_OPERATION ? NOP : EOL, range, reference: 'RFC 9293 §3.1' };
  }
  const known = tcpOptionKind(frame, kind, offset + 2, length - 2);
  const value = (known?.value ?? hexBytes)(frame, offset + 2, length - 2);
  return { option: { kind, name: known?.name ?? 'unknown', value }, range, reference: known?.reference ?? '' };
}

/** Gives the options that fill `range` as a field, nothing for an empty one; what cannot be read is given as it is. */
export function describeTcpOptions(frame: DataView, range: ByteRange): PacketField[] {
  if (range.length === 0) {
    return [];
  }
  const located = decodeTcpOptions(frame, range);
  const fields = located.map((option) => describeOption(frame, option));
  const last = located.at(-1);
  const readEnd = last === undefined ? range.offset : last.range.offset + last.range.length;
  const restBytes = range.offset + range.length - readEnd;
  if (restBytes > 0) {
    const name = last?.option.kind === END_OF_OPTIONS ? 'Padding' : 'Not an option';
    fields.push(field(name, hexBytes(frame, readEnd, restBytes), readEnd, restBytes));
  }
  return [
    field('Options', bytesText(range.length), range.offset, range.length, { fields, reference: 'RFC 9293 §3.1' }),
  ];
}

function describeOption(frame: DataView, { option, range, reference }: LocatedOption): PacketField {
  const { offset, length } = range;
  const fields =
    length === 1
      ? []
      : [
          field('Kind', option.kind, offset, 1),
          field('Length', bytesText(length), offset + 1, 1),
          ...(length > 2 ? [field('Value', hexBytes(frame, offset + 2, length - 2), offset + 2, length - 2)] : []),
        ];
  return field(`${option.name} (kind ${option.kind})`, option.value, offset, length, { reference, fields });
}
