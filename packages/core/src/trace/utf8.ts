const REPLACEMENT = '\ufffd';
/** Lowest code point that needs two, three and four bytes: anything below is an overlong form. */
const LOWEST = [0, 0, 0x80, 0x800, 0x10000];

/**
 * Gives the text of UTF-8 bytes (RFC 3629). Each byte that does not belong is one U+FFFD; never fails.
 * Written out because this folder has no TextDecoder.
 */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const pieces: string[] = [];
  let piece = '';
  for (let index = from; index < to;) {
    const size = sequenceBytes(bytes[index] ?? 0);
    const codePoint = size === 0 || index + size > to ? -1 : codePointAt(bytes, index, size);
    piece += codePoint < 0 ? REPLACEMENT : String.fromCodePoint(codePoint);
    index += codePoint < 0 ? 1 : size;
    if (piece.length > 4096) {
      pieces.push(piece);
      piece = '';
    }
  }
  return pieces.join('') + piece;
}

function sequenceBytes(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

function codePointAt(bytes: Uint8Array, index: number, size: number): number {
  const first = bytes[index] ?? 0;
  if (size === 1) return first;
  let codePoint = first & (0x7f >> size);
  for (let at = index + 1; at < index + size; at++) {
    const next = bytes[at] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    codePoint = (codePoint << 6) | (next & 0x3f);
  }
  const isSurrogate = codePoint >= 0xd800 && codePoint < 0xe000;
  return codePoint < (LOWEST[size] ?? 0) || codePoint > 0x10ffff || isSurrogate ? -1 : codePoint;
}
