import type { SavefileProblem } from './capture-record';
import type { SavefileHeader } from './savefile-header';

// Byte offsets in a record header, pcap-savefile(5).
const SECONDS = 0;
const FRACTION = 4;
const CAPTURED_LENGTH = 8;
const WIRE_LENGTH = 12;

/** pcap-savefile(5): seconds, fraction, captured length, length on the wire. */
export const RECORD_HEADER_BYTES = 16;

/** More than any tool writes for the link types read here: libpcap's MAXIMUM_SNAPLEN, whatever the header says. */
const MAX_RECORD_BYTES = 262_144;

const NS_PER_SECOND = 1_000_000_000n;

/** What stands before a record's frame. */
export interface RecordHeader {
  readonly timestampNs: bigint;
  readonly capturedBytes: number;
  readonly wireBytes: number;
}

/** Reads the 16 bytes before a record's frame. */
export function readRecordHeader(view: DataView, offset: number, header: SavefileHeader): RecordHeader {
  const { littleEndian, fractionNs } = header;
  return {
    timestampNs: timestampNs(
      view.getUint32(offset + SECONDS, littleEndian),
      view.getUint32(offset + FRACTION, littleEndian),
      fractionNs,
    ),
    capturedBytes: view.getUint32(offset + CAPTURED_LENGTH, littleEndian),
    wireBytes: view.getUint32(offset + WIRE_LENGTH, littleEndian),
  };
}

/** Nanoseconds since the epoch; `fraction` counts units of `fractionNs`. */
export function timestampNs(seconds: number, fraction: number, fractionNs: 1 | 1000): bigint {
  return BigInt(seconds) * NS_PER_SECOND + BigInt(fraction * fractionNs);
}

/** Says why a record cannot be as long as it claims, before anything is allocated for it; null if it can. */
export function recordLengthProblem(capturedBytes: number, recordOffset: number): SavefileProblem | null {
  if (capturedBytes <= MAX_RECORD_BYTES) {
    return null;
  }
  const text = `record claims ${capturedBytes} bytes, more than ${MAX_RECORD_BYTES}`;
  return { kind: 'impossible-length', byteOffset: recordOffset + CAPTURED_LENGTH, text };
}

/** Says that the input ended inside a record: `needBytes` were announced, by the record's header or as that header. */
export function truncatedRecordProblem(recordOffset: number, haveBytes: number, needBytes: number): SavefileProblem {
  const text = `record ends after ${haveBytes} of ${needBytes} bytes`;
  return { kind: 'truncated', byteOffset: recordOffset, text };
}
