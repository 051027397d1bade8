import type { TextPiece } from './text-piece';

const FIRST_BYTES = 2 ** 16;
const DIGIT_ZERO = 0x30;
/** The digits of 0 to 99: two characters each, the first in the lower byte. */
const TWO_DIGITS = new Uint16Array(100);
for (let value = 0; value < TWO_DIGITS.length; value++) {
  TWO_DIGITS[value] = (DIGIT_ZERO + Math.floor(value / 10)) | ((DIGIT_ZERO + (value % 10)) << 8);
}
/** What is below it is divided in 32 bits, which is several times as quick. */
const BILLION = 1_000_000_000;
const BILLION_DIGITS = 9;
/** The most digits of a number. */
const MOST_DIGITS = 20;

/** Bytes of text that grow as they are written: quicker than strings where there are millions of lines. */
export class LineBuffer {
  private bytes = new Uint8Array(FIRST_BYTES);
  /** The same bytes. */
  private view = new DataView(this.bytes.buffer);
  private at = 0;

  /** Writes a text that is ready. */
  piece(piece: TextPiece): void {
    const from = this.reserve(8 * piece.eights.length);
    this.at = writePiece(this.view, from, piece);
  }

  /**
   * Writes a text that is ready and behind it a whole number that is not negative, in decimal digits: at least `leastDigits`, with zeros
   * before it.
   */
  pieceAndInteger(piece: TextPiece, value: number, leastDigits = 1): void {
    const from = this.reserve(8 * piece.eights.length + MOST_DIGITS);
    const at = writePiece(this.view, from, piece);
    this.at = writeInteger(this.view, at, value, leastDigits);
  }

  /** Writes text of characters below U+0800 in UTF-8. */
  wideText(text: string): void {
    let at = this.reserve(2 * text.length);
    const { bytes } = this;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 0x80) {
        bytes[at++] = code;
      } else {
        bytes[at++] = 0xc0 | (code >>> 6);
        bytes[at++] = 0x80 | (code & 0x3f);
      }
    }
    this.at = at;
  }

  /** Begins anew and gives what was written: good until it is written to again. */
  take(): Uint8Array {
    const written = this.bytes.subarray(0, this.at);
    this.at = 0;
    return written;
  }

  /** Makes room for so many bytes more and gives where they begin. */
  private reserve(count: number): number {
    const { at, bytes } = this;
    if (at + count > bytes.length) {
      this.bytes = new Uint8Array(Math.max(2 * bytes.length, at + count));
      this.bytes.set(bytes);
      this.view = new DataView(this.bytes.buffer);
    }
    return at;
  }
}

/** Gives where it ends. What the last eight have too much is written over. */
function writePiece(view: DataView, from: number, { length, eights }: TextPiece): number {
  for (let index = 0; index < eights.length; index++) {
    const eight = eights[index] ?? 0;
    view.setFloat64(from + 8 * index, eight, true);
  }
  return from + length;
}

/** Writes a number below 2^53 and gives where it ends. */
function writeInteger(view: DataView, from: number, value: number, leastDigits: number): number {
  let at = from;
  let rest = value;
  let least = leastDigits;
  if (value >= BILLION) {
    const upper = Math.floor(value / BILLION);
    at = writeSmall(view, at, upper, leastDigits - BILLION_DIGITS);
    rest = value - upper * BILLION;
    least = BILLION_DIGITS;
  }
  return writeSmall(view, at, rest, least);
}

/** The same of a number below a billion. */
function writeSmall(view: DataView, from: number, value: number, leastDigits: number): number {
  const digits = digitCount(value);
  const end = from + (digits < leastDigits ? leastDigits : digits);
  let rest = value | 0;
  let at = end;
  while (at > from + 1) {
    const quotient = (rest / 100) | 0;
    at -= 2;
    view.setUint16(at, TWO_DIGITS[rest - quotient * 100] ?? 0, true);
    rest = quotient;
  }
  if (at > from) {
    view.setUint8(from, DIGIT_ZERO + rest);
  }
  return end;
}

function digitCount(value: number): number {
  if (value < 10_000) {
    return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  }
  if (value < 1_000_000) {
    return value < 100_000 ? 5 : 6;
  }
  return value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : BILLION_DIGITS;
}
