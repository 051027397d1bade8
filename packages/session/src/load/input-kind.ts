import { looksLikeCapture } from '@sockscope/capture';
import { looksLikeTrace } from '@sockscope/core/trace';

/** How many of an input's first bytes tell what it is: a trace's first line with a long command fits. */
const TELLING_BYTES = 4096;

/** `capture`: a capture of any format that is read here. */
export type InputKind = 'capture' | 'trace' | 'session-file' | 'empty' | 'unknown';

/** Tells what an input is by its first bytes, unpacked; its name does not matter. */
export function inputKind(head: Uint8Array): InputKind {
  if (head.length === 0) return 'empty';
  if (looksLikeCapture(head)) return 'capture';
  if (looksLikeTrace(head)) return 'trace';
  return /^\{\s*"version":\s*1,\s*"toolVersion"/.test(Buffer.from(head).toString('latin1'))
    ? 'session-file'
    : 'unknown';
}

/** Whether inputKind() can tell by these bytes. A capture can be told at once, and may come slowly. */
export function isEnoughToTell(head: Uint8Array): boolean {
  return head.length >= TELLING_BYTES || looksLikeCapture(head);
}
