import type { SavefileProblem } from './capture-record';
import { truncatedProblem } from './record-limit';
import { looksLikeSavefile, SAVEFILE_HEADER_BYTES, SAVEFILE_MAGIC_NUMBERS } from './savefile-header';

/** How many bytes tell every format from every other. */
export const MAGIC_BYTES = 4;

const PCAPNG_BLOCK_TYPE = [0x0a, 0x0d, 0x0d, 0x0a];
const SAVEFILE_MAGICS = SAVEFILE_MAGIC_NUMBERS.flatMap((magic) => {
  const bytes = [magic >>> 24, (magic >>> 16) & 0xff, (magic >>> 8) & 0xff, magic & 0xff];
  return [bytes, bytes.toReversed()];
});

/** What else begins like this: shown to people who took it for a capture. */
const FOREIGN: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['LZ4', [0x04, 0x22, 0x4d, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['snoop', [0x73, 0x6e, 0x6f, 0x6f]],
  ['pcap of IXIA', [0x1c, 0x00, 0x01, 0xac]],
  ['pcap of IXIA', [0x1c, 0x00, 0x01, 0xab]],
  ['pcap of IXIA', [0xac, 0x01, 0x00, 0x1c]],
  ['pcap of IXIA', [0xab, 0x01, 0x00, 0x1c]],
];

export type CaptureFormat = 'pcap' | 'pcapng';

/** Tells a capture's format by its first four bytes; null: none that is read here. */
export function captureFormat(bytes: Uint8Array): CaptureFormat | null {
  if (startsWith(bytes, PCAPNG_BLOCK_TYPE)) {
    return 'pcapng';
  }
  return looksLikeSavefile(bytes) ? 'pcap' : null;
}

/** Tells a capture of any format that is read here by its first four bytes. */
export function looksLikeCapture(bytes: Uint8Array): boolean {
  return captureFormat(bytes) !== null;
}

/** Says what an input is that is no capture: `not a capture file: begins with 50 4b 03 04 (ZIP)`. */
export function notACapture(bytes: Uint8Array): SavefileProblem {
  const firstBytes = Array.from(bytes.subarray(0, MAGIC_BYTES), (byte) => byte.toString(16).padStart(2, '0'));
  const foreign = FOREIGN.find(([, magic]) => startsWith(bytes, magic));
  const name = foreign === undefined ? '' : ` (${foreign[0]})`;
  const text = `not a capture file: begins with ${firstBytes.join(' ')}${name}`;
  return { kind: 'not-a-capture', byteOffset: 0, text };
}

/** Says what ails an input that ended before a header was complete. */
export function noHeaderProblem(bytes: Uint8Array): SavefileProblem {
  if (bytes.length === 0) {
    return { kind: 'empty', byteOffset: 0, text: 'empty: not even a file header' };
  }
  if (!mayBecomeCapture(bytes)) {
    return notACapture(bytes);
  }
  return truncatedProblem('file header', bytes.length, bytes.length, SAVEFILE_HEADER_BYTES);
}

/** Whether these bytes are a whole magic number or the beginning of one. */
function mayBecomeCapture(bytes: Uint8Array): boolean {
  const missing = Math.max(0, MAGIC_BYTES - bytes.length);
  const magics = [...SAVEFILE_MAGICS, PCAPNG_BLOCK_TYPE].map((magic) => magic.slice(0, MAGIC_BYTES - missing));
  return magics.some((magic) => startsWith(bytes, magic));
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
