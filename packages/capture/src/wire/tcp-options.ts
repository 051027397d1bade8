import type { ByteRange, DecodeError } from './decode-error';
import { hexBytes } from './field';
import type { TcpOption } from './packet';

/** https://www.iana.org/assignments/tcp-parameters: option kinds. */
const END_OF_OPTIONS = 0;
const NO_OPERATION = 1;
const TCP_EXPERIMENT = 254;
/** Experiment identifier under which Fast Open ran before it had a kind of its own, RFC 7413 §4.1.1 and RFC 6994. */
const FAST_OPEN_EXPERIMENT = 0xf989;

interface OptionKind {
  readonly name: string;
  readonly reference: string;
  /** Length with kind and length byte; absent where it varies. */
  readonly lengthBytes?: number;
  readonly value: (frame: DataView, offset: number, length: number) => string;
}

const KINDS: ReadonlyMap<number, OptionKind> = new Map<number, OptionKind>([
  [2, { name: 'mss', reference: 'RFC 9293 §3.7.1', lengthBytes: 4, value: (f, at) => String(f.getUint16(at)) }],
  [3, { name: 'window-scale', reference: 'RFC 7323 §2.2', lengthBytes: 3, value: (f, at) => String(f.getUint8(at)) }],
  [4, { name: 'sack-permitted', reference: 'RFC 2018 §2', lengthBytes: 2, value: () => '' }],
  [5, { name: 'sack', reference: 'RFC 2018 §3', value: sackText }],
  [8, { name: 'timestamps', reference: 'RFC 7323 §3.2', lengthBytes: 10, value: timestampsText }],
  [19, { name: 'md5', reference: 'RFC 2385 §3', lengthBytes: 18, value: hexBytes }],
  [28, { name: 'user-timeout', reference: 'RFC 5482 §3', lengthBytes: 4, value: userTimeoutText }],
  [29, { name: 'authentication', reference: 'RFC 5925 §2.2', value: hexBytes }],
  [30, { name: 'mptcp', reference: 'RFC 8684 §3', value: hexBytes }],
  [34, { name: 'fast-open', reference: 'RFC 7413 §4.1.1', value: cookieText }],
]);

/** Lengths of the kinds that have one length only; 0: the others. */
const FIXED_BYTES = Uint8Array.from({ length: 256 }, (_, kind) => KINDS.get(kind)?.lengthBytes ?? 0);

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
  const expected = FIXED_BYTES[kind] ?? 0;
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
    : broken(`${FIXED_BYTES[frame.getUint8(offset)]} for this kind`);
}

/** The option at `offset`, whose length has been checked. */
function decodeOption(frame: DataView, offset: number, length: number): LocatedOption {
  const kind = frame.getUint8(offset);
  const range = { offset, length };
  if (kind <= NO_OPERATION) {
    return { option: kind === NO_OPERATION ? NOP : EOL, range, reference: 'RFC 9293 §3.1' };
  }
  const isFastOpen = kind === TCP_EXPERIMENT && length >= 4 && frame.getUint16(offset + 2) === FAST_OPEN_EXPERIMENT;
  if (isFastOpen) {
    const option = { kind, name: 'fast-open', value: cookieText(frame, offset + 4, length - 4) };
    return { option, range, reference: 'RFC 7413 §4.1.1' };
  }
  const known = KINDS.get(kind);
  const value = (known?.value ?? hexBytes)(frame, offset + 2, length - 2);
  return { option: { kind, name: known?.name ?? 'unknown', value }, range, reference: known?.reference ?? '' };
}

/** `1:501 701:801`: left and right edge of each block, raw. */
function sackText(frame: DataView, offset: number, length: number): string {
  const blocks: string[] = [];
  for (let at = offset; at + 8 <= offset + length; at += 8) {
    blocks.push(`${frame.getUint32(at)}:${frame.getUint32(at + 4)}`);
  }
  return blocks.join(' ');
}

function timestampsText(frame: DataView, offset: number): string {
  return `val ${frame.getUint32(offset)} ecr ${frame.getUint32(offset + 4)}`;
}

function userTimeoutText(frame: DataView, offset: number): string {
  const value = frame.getUint16(offset);
  return `${value & 0x7fff} ${value & 0x8000 ? 'minutes' : 'seconds'}`;
}

function cookieText(frame: DataView, offset: number, length: number): string {
  return length === 0 ? 'cookie request' : `cookie ${hexBytes(frame, offset, length)}`;
}
