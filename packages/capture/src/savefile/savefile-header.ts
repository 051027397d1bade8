import type { SavefileProblem } from './capture-record';

// Byte offsets in the file header, pcap-savefile(5).
const MAGIC = 0;
const MAJOR_VERSION = 4;
const MINOR_VERSION = 6;
const SNAPLEN = 16;
const LINK_TYPE = 20;

export const SAVEFILE_HEADER_BYTES = 24;

export const MICROSECOND_MAGIC = 0xa1b2c3d4;
export const NANOSECOND_MAGIC = 0xa1b23c4d;
const PCAPNG_BLOCK_TYPE = [0x0a, 0x0d, 0x0d, 0x0a];
const MAGIC_BYTES = 4;

/** The upper bits hold the length of a frame check sequence (draft-ietf-opsawg-pcap §4). */
const LINK_TYPE_MASK = 0x03ffffff;
const MAJOR = 2;
const MINOR = 4;

/** What the first 24 bytes of a classic capture file say. */
export interface SavefileHeader {
  readonly littleEndian: boolean;
  /** Nanoseconds in one unit of a record's fraction of a second: 1000 or 1. */
  readonly fractionNs: 1 | 1000;
  /** As written; not trusted to bound anything. */
  readonly snaplenBytes: number;
  readonly linkType: number;
}

export type SavefileHeaderResult =
  { readonly ok: true; readonly header: SavefileHeader } | { readonly ok: false; readonly problem: SavefileProblem };

/**
 * Reads the file header from the first 24 bytes, or says what is there instead.
 *
 * @param bytes At least 24 bytes.
 */
export function readSavefileHeader(bytes: Uint8Array): SavefileHeaderResult {
  const magic = magicOf(bytes);
  if (magic === null) {
    return { ok: false, problem: noMagicProblem(bytes) };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const major = view.getUint16(MAJOR_VERSION, magic.littleEndian);
  const minor = view.getUint16(MINOR_VERSION, magic.littleEndian);
  if (major !== MAJOR || minor !== MINOR) {
    const text = `file format version ${major}.${minor}, only ${MAJOR}.${MINOR} is read`;
    return { ok: false, problem: { kind: 'unsupported-version', byteOffset: MAJOR_VERSION, text } };
  }
  return {
    ok: true,
    header: {
      ...magic,
      snaplenBytes: view.getUint32(SNAPLEN, magic.littleEndian),
      linkType: view.getUint32(LINK_TYPE, magic.littleEndian) & LINK_TYPE_MASK,
    },
  };
}

/** Tells a capture file by its first four bytes: classic or pcapng, which SavefileReader then refuses by its name. */
export function looksLikeCapture(bytes: Uint8Array): boolean {
  return magicOf(bytes) !== null || isPcapng(bytes);
}

function isPcapng(bytes: Uint8Array): boolean {
  // The block type reads the same in both byte orders.
  return PCAPNG_BLOCK_TYPE.every((byte, index) => bytes[index] === byte);
}

function magicOf(bytes: Uint8Array): Pick<SavefileHeader, 'littleEndian' | 'fractionNs'> | null {
  if (bytes.length < MAGIC_BYTES) {
    return null;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(MAGIC, littleEndian);
    if (magic === MICROSECOND_MAGIC || magic === NANOSECOND_MAGIC) {
      return { littleEndian, fractionNs: magic === NANOSECOND_MAGIC ? 1 : 1000 };
    }
  }
  return null;
}

function noMagicProblem(bytes: Uint8Array): SavefileProblem {
  const firstBytes = Array.from(bytes.subarray(0, MAGIC_BYTES), (byte) => byte.toString(16).padStart(2, '0'));
  if (isPcapng(bytes)) {
    const text = 'is a pcapng file; save it as pcap: editcap -F pcap IN OUT, or tcpdump -r IN -w OUT';
    return { kind: 'pcapng', byteOffset: 0, text };
  }
  return { kind: 'not-a-capture', byteOffset: 0, text: `not a capture file: begins with ${firstBytes.join(' ')}` };
}

/** Says what ails an input that ended within its first 24 bytes. */
export function shortHeaderProblem(bytes: Uint8Array): SavefileProblem {
  if (bytes.length === 0) {
    return { kind: 'empty', byteOffset: 0, text: 'empty: not even a file header' };
  }
  if (bytes.length >= MAGIC_BYTES && magicOf(bytes) === null) {
    return noMagicProblem(bytes);
  }
  const text = `file header ends after ${bytes.length} of ${SAVEFILE_HEADER_BYTES} bytes`;
  return { kind: 'truncated', byteOffset: bytes.length, text };
}
