import { hex, hexBytes } from './field';
import { mptcpText } from './mptcp-option';

/** What one kind of TCP option is called, where it is specified, and how its value reads. */
export interface OptionKind {
  readonly name: string;
  readonly reference: string;
  /** Length with kind and length byte; absent where it varies. */
  readonly lengthBytes?: number;
  /** The value's text; `offset` and `length` are those of the bytes after kind and length. */
  readonly value: (frame: DataView, offset: number, length: number) => string;
}

/** Experiment identifiers, https://www.iana.org/assignments/tcp-parameters. */
const FAST_OPEN_EXPERIMENT = 0xf989;

const nothing = () => '';
const uint32Text = (frame: DataView, offset: number) => String(frame.getUint32(offset));

/** https://www.iana.org/assignments/tcp-parameters: option kinds, but for the two that are a single byte. */
export const TCP_OPTION_KINDS: ReadonlyMap<number, OptionKind> = new Map<number, OptionKind>([
  [2, { name: 'mss', reference: 'RFC 9293 §3.7.1', lengthBytes: 4, value: (f, at) => String(f.getUint16(at)) }],
  [3, { name: 'window-scale', reference: 'RFC 7323 §2.2', lengthBytes: 3, value: (f, at) => String(f.getUint8(at)) }],
  [4, { name: 'sack-permitted', reference: 'RFC 2018 §2', lengthBytes: 2, value: nothing }],
  [5, { name: 'sack', reference: 'RFC 2018 §3', value: sackText }],
  [6, { name: 'echo', reference: 'RFC 1072 §4', lengthBytes: 6, value: uint32Text }],
  [7, { name: 'echo-reply', reference: 'RFC 1072 §4', lengthBytes: 6, value: uint32Text }],
  [8, { name: 'timestamps', reference: 'RFC 7323 §3.2', lengthBytes: 10, value: timestampsText }],
  [9, { name: 'partial-order-permitted', reference: 'RFC 1693 §3.1', lengthBytes: 2, value: nothing }],
  [10, { name: 'partial-order-profile', reference: 'RFC 1693 §3.1', lengthBytes: 3, value: hexBytes }],
  [11, { name: 'connection-count', reference: 'RFC 1644 §4.1', lengthBytes: 6, value: uint32Text }],
  [12, { name: 'connection-count-new', reference: 'RFC 1644 §4.1', lengthBytes: 6, value: uint32Text }],
  [13, { name: 'connection-count-echo', reference: 'RFC 1644 §4.1', lengthBytes: 6, value: uint32Text }],
  [14, { name: 'alternate-checksum-request', reference: 'RFC 1146', lengthBytes: 3, value: hexBytes }],
  [15, { name: 'alternate-checksum', reference: 'RFC 1146', value: hexBytes }],
  [19, { name: 'md5', reference: 'RFC 2385 §3', lengthBytes: 18, value: hexBytes }],
  [20, { name: 'scps', reference: 'CCSDS 714.0-B-2', value: hexBytes }],
  [21, { name: 'selective-negative-acknowledgment', reference: 'CCSDS 714.0-B-2', value: hexBytes }],
  [22, { name: 'record-boundaries', reference: 'CCSDS 714.0-B-2', value: hexBytes }],
  [23, { name: 'corruption-experienced', reference: 'CCSDS 714.0-B-2', value: hexBytes }],
  [27, { name: 'quick-start', reference: 'RFC 4782 §4.2', lengthBytes: 8, value: hexBytes }],
  [28, { name: 'user-timeout', reference: 'RFC 5482 §3', lengthBytes: 4, value: userTimeoutText }],
  [29, { name: 'authentication', reference: 'RFC 5925 §2.2', value: authenticationText }],
  [30, { name: 'mptcp', reference: 'RFC 8684 §3', value: mptcpText }],
  [34, { name: 'fast-open', reference: 'RFC 7413 §4.1.1', value: cookieText }],
  [69, { name: 'encryption-negotiation', reference: 'RFC 8547 §4.1', value: hexBytes }],
  [172, { name: 'accurate-ecn-0', reference: 'RFC 9768 §3.2.3', value: (f, at, n) => accurateEcnText(f, at, n, 0) }],
  [174, { name: 'accurate-ecn-1', reference: 'RFC 9768 §3.2.3', value: (f, at, n) => accurateEcnText(f, at, n, 1) }],
  [253, { name: 'experiment', reference: 'RFC 6994 §3', value: experimentText }],
  [254, { name: 'experiment', reference: 'RFC 6994 §3', value: experimentText }],
]);

const FAST_OPEN_AS_EXPERIMENT: OptionKind = {
  name: 'fast-open',
  reference: 'RFC 7413 §4.1.1',
  value: (frame, offset, length) => cookieText(frame, offset + 2, length - 2),
};

/** The kind of the option whose value begins at `offset`; undefined where the registry has no name for it. */
export function tcpOptionKind(frame: DataView, kind: number, offset: number, length: number): OptionKind | undefined {
  const known = TCP_OPTION_KINDS.get(kind);
  const isExperiment = known?.value === experimentText && length >= 2;
  return isExperiment && frame.getUint16(offset) === FAST_OPEN_EXPERIMENT ? FAST_OPEN_AS_EXPERIMENT : known;
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

function authenticationText(frame: DataView, offset: number, length: number): string {
  return length < 2
    ? hexBytes(frame, offset, length)
    : `keyid ${frame.getUint8(offset)} rnextkeyid ${frame.getUint8(offset + 1)} mac 0x${hexBytes(frame, offset + 2, length - 2)}`;
}

function cookieText(frame: DataView, offset: number, length: number): string {
  return length === 0 ? 'cookie request' : `cookie ${hexBytes(frame, offset, length)}`;
}

/** Counters of 24 bits, of which the last ones may be left out; their order says the option's kind. */
function accurateEcnText(frame: DataView, offset: number, length: number, order: 0 | 1): string {
  const names = order === 0 ? ['ee0b', 'eceb', 'ee1b'] : ['ee1b', 'eceb', 'ee0b'];
  return names
    .filter((_, index) => (index + 1) * 3 <= length)
    .map((name, index) => {
      const at = offset + index * 3;
      return `${name} ${frame.getUint16(at) * 0x100 + frame.getUint8(at + 2)}`;
    })
    .join(' ');
}

function experimentText(frame: DataView, offset: number, length: number): string {
  return length < 2
    ? hexBytes(frame, offset, length)
    : `${hex(frame.getUint16(offset), 4)} ${hexBytes(frame, offset + 2, length - 2)}`.trimEnd();
}
