import { looksLikeCapture } from '@sockscope/capture';
import { looksLikeTrace } from '@sockscope/core/trace';

/** How many of an input's first bytes inputKind() wants to see: a trace's first line with a long command fits. */
export const SNIFFED_BYTES = 4096;

const GZIP_MAGIC = [0x1f, 0x8b];

/** `capture`: a capture file, also one in a format that its reader will refuse by name. */
export type InputKind = 'capture' | 'trace' | 'gzip' | 'session-file' | 'empty' | 'unknown';

/** Tells what an input is by its first bytes; its name does not matter. */
export function inputKind(head: Uint8Array): InputKind {
  if (head.length === 0) return 'empty';
  if (startsWith(head, GZIP_MAGIC)) return 'gzip';
  if (looksLikeCapture(head)) return 'capture';
  if (looksLikeTrace(head)) return 'trace';
  return /^\{\s*"version":\s*1,\s*"toolVersion"/.test(Buffer.from(head).toString('latin1'))
    ? 'session-file'
    : 'unknown';
}

/** Gives the first four bytes as `50 4b 03 04`, for a message. */
export function firstBytesText(head: Uint8Array): string {
  return Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
