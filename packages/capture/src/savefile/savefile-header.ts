import type { SavefileProblem } from './capture-record';

// Byte offsets in the file header, pcap-savefile(5).
const MAGIC = 0;
const MAJOR_VERSION = 4;
const MINOR_VERSION = 6;
const SNAPLEN = 16;
const LINK_TYPE = 20;

export const SAVEFILE_HEADER_BYTES = 24;
const MAGIC_BYTES = 4;

export const MICROSECOND_MAGIC = 0xa1b2c3d4;
export const NANOSECOND_MAGIC = 0xa1b23c4d;
/** Alexey Kuznetzov's patched libpcap (1999): longer record headers, microseconds. */
const MODIFIED_MAGIC = 0xa1b2cd34;
export const SAVEFILE_MAGIC_NUMBERS: readonly number[] = [MICROSECOND_MAGIC, NANOSECOND_MAGIC, MODIFIED_MAGIC];

/** The upper bits hold the length of a frame check sequence, and reserved ones (draft-ietf-opsawg-pcap §4). */
const LINK_TYPE_MASK = 0xffff;

/** Byte offsets in a record header, pcap-savefile(5). In old versions the lengths are the other way round, see LengthOrder. */
export const SAVEFILE_RECORD_OFFSET = { seconds: 0, fraction: 4, capturedBytes: 8, wireBytes: 12 } as const;
export const RECORD_HEADER_BYTES = 16;
/** The same, then interface (4), protocol (2), packet type (1), padding (1). */
const MODIFIED_RECORD_HEADER_BYTES = 24;

const MAJOR = 2;
/** Up to here the two lengths of a record stood the other way round. */
const LAST_SWAPPED_MINOR = 2;
/** Programs that wrote this version disagree, so the smaller length is the captured one. */
const UNSURE_MINOR = 3;
/** What DG/UX's tcpdump wrote as its major version; its lengths are swapped. */
const DG_UX_MAJOR = 543;

/** Which of a record's two lengths comes first: the captured one, that on the wire, or always the smaller as captured. */
export type LengthOrder = 'captured-first' | 'wire-first' | 'unsure';

/** What the first 24 bytes of a classic capture file say. */
export interface SavefileHeader {
  readonly littleEndian: boolean;
  /** Nanoseconds in one unit of a record's fraction of a second: 1000 or 1. */
  readonly fractionNs: 1 | 1000;
  readonly recordHeaderBytes: number;
  readonly lengthOrder: LengthOrder;
  /** As written; not trusted to bound anything. */
  readonly snaplenBytes: number;
  readonly linkType: number;
}

export type SavefileHeaderResult =
  { readonly ok: true; readonly header: SavefileHeader } | { readonly ok: false; readonly problem: SavefileProblem };

/**
 * Reads the file header of a classic capture file, of any version that was ever written.
 *
 * @param bytes At least 24 bytes that begin with a magic number of looksLikeSavefile().
 * @see pcap-savefile(5)
 */
export function readSavefileHeader(bytes: Uint8Array): SavefileHeaderResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = isMagic(view.getUint32(MAGIC, true));
  const magic = view.getUint32(MAGIC, littleEndian);
  const major = view.getUint16(MAJOR_VERSION, littleEndian);
  const minor = view.getUint16(MINOR_VERSION, littleEndian);
  const lengthOrder = lengthOrderOf(major, minor);
  if (lengthOrder === null) {
    const text = `file format version ${major}.${minor}, only ${MAJOR}.0 and later are read`;
    return { ok: false, problem: { kind: 'unsupported-version', byteOffset: MAJOR_VERSION, text } };
  }
  return {
    ok: true,
    header: {
      littleEndian,
      fractionNs: magic === NANOSECOND_MAGIC ? 1 : 1000,
      recordHeaderBytes: magic === MODIFIED_MAGIC ? MODIFIED_RECORD_HEADER_BYTES : RECORD_HEADER_BYTES,
      lengthOrder,
      snaplenBytes: view.getUint32(SNAPLEN, littleEndian),
      linkType: view.getUint32(LINK_TYPE, littleEndian) & LINK_TYPE_MASK,
    },
  };
}

/** null: older than the format. What comes after 2.4 was never written on purpose, and is read as 2.4. */
function lengthOrderOf(major: number, minor: number): LengthOrder | null {
  if (major < MAJOR) {
    return null;
  }
  if (major === DG_UX_MAJOR || (major === MAJOR && minor <= LAST_SWAPPED_MINOR)) {
    return 'wire-first';
  }
  return major === MAJOR && minor === UNSURE_MINOR ? 'unsure' : 'captured-first';
}

/** Tells a classic capture file by its first four bytes. */
export function looksLikeSavefile(bytes: Uint8Array): boolean {
  if (bytes.length < MAGIC_BYTES) {
    return false;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isMagic(view.getUint32(MAGIC, true)) || isMagic(view.getUint32(MAGIC, false));
}

function isMagic(magic: number): boolean {
  return SAVEFILE_MAGIC_NUMBERS.includes(magic);
}
