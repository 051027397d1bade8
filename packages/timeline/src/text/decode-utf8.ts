/** Text of UTF-8 bytes, and what stood at the edges of an excerpt. */
export interface Utf8Text {
  readonly text: string;
  /** True: every byte belongs to a character, or to one that an edge of the excerpt cuts. */
  readonly isValid: boolean;
}

const CONTINUATION_MASK = 0xc0;
const CONTINUATION = 0x80;
const REPLACEMENT = '\ufffd';

/**
 * Decodes an excerpt of UTF-8: characters that its first or last byte cuts are left out, not counted as errors. Other bytes
 * that are no UTF-8 (overlong forms, surrogates, beyond U+10FFFF) are U+FFFD, one a byte.
 *
 * @see RFC 3629 §3
 */
export function decodeUtf8(bytes: Uint8Array): Utf8Text {
  let text = '';
  let isValid = true;
  let at = cutHead(bytes);
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 'cut') break;
    if (length === 0) {
      text += REPLACEMENT;
      isValid = false;
      at += 1;
    } else {
      text += String.fromCodePoint(codePoint(bytes, at, length));
      at += length;
    }
  }
  return { text, isValid };
}

/** Counts the continuation bytes at the start (at most three) that belong to a character before the excerpt. */
function cutHead(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) count += 1;
  return count < 3 || !isContinuation(bytes[count]) ? count : 0;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & CONTINUATION_MASK) === CONTINUATION;
}

/** Gives the length of the character at `at`, 0 where there is none, `cut` where the excerpt ends within it. */
function sequenceLength(bytes: Uint8Array, at: number): number | 'cut' {
  const first = bytes[at] ?? 0;
  const length = announcedLength(first);
  if (length < 2) return length;
  const [low, high] = secondByteRange(first);
  for (let i = 1; i < length; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return 'cut';
    if (i === 1 ? byte < low || byte > high : !isContinuation(byte)) return 0;
  }
  return length;
}

function announcedLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  if (first >= 0xf0 && first <= 0xf4) return 4;
  return 0;
}

/** The second byte is where overlong forms, surrogates and too large code points show (RFC 3629 §4). */
function secondByteRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  const first = bytes[at] ?? 0;
  let value = length === 1 ? first : first & (0x7f >> length);
  for (let i = 1; i < length; i += 1) value = (value << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return value;
}
