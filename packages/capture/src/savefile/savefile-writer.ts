import { MICROSECOND_MAGIC, NANOSECOND_MAGIC, RECORD_HEADER_BYTES, SAVEFILE_HEADER_BYTES } from './savefile-header';

const NS_PER_SECOND = 1_000_000_000n;
const MAX_SECONDS = 0xffff_ffffn;

/** How a file is written; a record must be written with the same options as the header before it. */
export interface SavefileFormat {
  /** 1: nanosecond stamps, as tcpdump --time-stamp-precision=nano; 1000: microseconds, cut off. Default 1. */
  readonly fractionNs?: 1 | 1000;
  /** Default true. */
  readonly littleEndian?: boolean;
}

/** What a capture file says of all its frames. */
export interface FileHeaderFields extends SavefileFormat {
  /** LINKTYPE_ value. */
  readonly linkType: number;
  /** Default 262144. */
  readonly snaplenBytes?: number;
}

/** One frame to be written. */
export interface RecordFields {
  readonly timestampNs: bigint;
  readonly frame: Uint8Array;
  /** Default: the frame's length. */
  readonly wireBytes?: number;
}

/**
 * Gives the 24 bytes with which a classic capture file begins.
 *
 * @see pcap-savefile(5)
 */
export function writeSavefileHeader({ linkType, snaplenBytes = 262_144, ...format }: FileHeaderFields): Uint8Array {
  const { fractionNs = 1, littleEndian = true } = format;
  const bytes = new Uint8Array(SAVEFILE_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, fractionNs === 1 ? NANOSECOND_MAGIC : MICROSECOND_MAGIC, littleEndian);
  view.setUint16(4, 2, littleEndian);
  view.setUint16(6, 4, littleEndian);
  view.setUint32(16, snaplenBytes, littleEndian);
  view.setUint32(20, linkType, littleEndian);
  return bytes;
}

/**
 * Gives one record: its 16-byte header and a copy of the frame.
 *
 * @throws RangeError for a time that 32 bits of seconds since 1970 do not hold.
 */
export function writeRecord({ timestampNs, frame, wireBytes }: RecordFields, format: SavefileFormat = {}): Uint8Array {
  const seconds = timestampNs / NS_PER_SECOND;
  if (timestampNs < 0n || seconds > MAX_SECONDS) {
    throw new RangeError(`A capture file holds times from 1970 to 2106, not ${timestampNs} ns`);
  }
  const { fractionNs = 1, littleEndian = true } = format;
  const bytes = new Uint8Array(RECORD_HEADER_BYTES + frame.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Number(seconds), littleEndian);
  view.setUint32(4, Number((timestampNs % NS_PER_SECOND) / BigInt(fractionNs)), littleEndian);
  view.setUint32(8, frame.length, littleEndian);
  view.setUint32(12, wireBytes ?? frame.length, littleEndian);
  bytes.set(frame, RECORD_HEADER_BYTES);
  return bytes;
}
