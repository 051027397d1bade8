import type { TextPiece } from './text-piece';

const FIRST_BYTES = 2 ** 16;
const DIGIT_ZERO = 0x30;
const LETTER_A = 0x61;
/** The digits of 0 to 999. */
const THREE_DIGITS = Uint8Array.from(
  Array.from({ length: 1000 }, (_, value) => [...String(value).padStart(3, '0')].map(Number)).flat(),
  (digit) => DIGIT_ZERO + digit,
);
/** The texts of 0 to 255 with a dot behind, as words whose first character is in the lowest bits. */
const OCTETS = Int32Array.from({ length: 256 }, (_, octet) =>
  [...`${octet}.`].reduce((word, character, index) => word | (character.charCodeAt(0) << (8 * index)), 0),
);
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
  piece({ length, words }: TextPiece): void {
    // What the last word has too much is written over.
    const from = this.reserve(4 * words.length);
    const { view } = this;
    for (let index = 0; index < words.length; index++) {
      const word = words[index] ?? 0;
      view.setInt32(from + 4 * index, word, true);
    }
    this.at = from + length;
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

  /** Writes a whole number that is not negative, in decimal digits: at least `leastDigits`, with zeros before it. */
  integer(value: number, leastDigits = 1): void {
    if (value >= BILLION) {
      const upper = Math.floor(value / BILLION);
      this.integer(upper, leastDigits - BILLION_DIGITS);
      this.small(value - upper * BILLION, BILLION_DIGITS);
    } else {
      this.small(value, leastDigits);
    }
  }

  /** Writes a number of 32 bits as four of 8: `127.0.0.1`. */
  dotted(value: number): void {
    const from = this.reserve(MOST_DIGITS);
    const { view } = this;
    const [first, second, third, last] = [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
    view.setInt32(from, OCTETS[first] ?? 0, true);
    let at = from + octetLength(first) + 1;
    view.setInt32(at, OCTETS[second] ?? 0, true);
    at += octetLength(second) + 1;
    view.setInt32(at, OCTETS[third] ?? 0, true);
    at += octetLength(third) + 1;
    view.setInt32(at, OCTETS[last] ?? 0, true);
    this.at = at + octetLength(last);
  }

  /** Writes a number of at most 16 bits in lower-case hexadecimal digits. */
  hexadecimal(value: number): void {
    const from = this.reserve(MOST_DIGITS);
    const { bytes } = this;
    let at = from;
    for (let shift = value > 0xff ? (value > 0xfff ? 12 : 8) : value > 0xf ? 4 : 0; shift >= 0; shift -= 4) {
      const digit = (value >>> shift) & 0xf;
      bytes[at++] = digit < 10 ? DIGIT_ZERO + digit : LETTER_A + digit - 10;
    }
    this.at = at;
  }

  /** How many bytes were written. */
  get length(): number {
    return this.at;
  }

  /** Begins anew and gives what was written: good until it is written to again. */
  take(): Uint8Array {
    const written = this.bytes.subarray(0, this.at);
    this.at = 0;
    return written;
  }

  /** Writes a number below a billion. */
  private small(value: number, leastDigits: number): void {
    const from = this.reserve(MOST_DIGITS);
    const { bytes } = this;
    const count = Math.max(leastDigits, digitCount(value));
    let rest = value | 0;
    let index = from + count;
    while (rest >= 1000) {
      const quotient = (rest / 1000) | 0;
      const digits = (rest - quotient * 1000) * 3;
      index -= 3;
      bytes[index] = THREE_DIGITS[digits] ?? 0;
      bytes[index + 1] = THREE_DIGITS[digits + 1] ?? 0;
      bytes[index + 2] = THREE_DIGITS[digits + 2] ?? 0;
      rest = quotient;
    }
    while (index > from) {
      const quotient = (rest / 10) | 0;
      index -= 1;
      bytes[index] = DIGIT_ZERO + rest - quotient * 10;
      rest = quotient;
    }
    this.at = from + count;
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

function digitCount(value: number): number {
  if (value < 10_000) {
    return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  }
  if (value < 1_000_000) {
    return value < 100_000 ? 5 : 6;
  }
  return value < 10_000_000 ? 7 : value < 100_000_000 ? 8 : BILLION_DIGITS;
}

function octetLength(octet: number): number {
  return octet < 10 ? 1 : octet < 100 ? 2 : 3;
}
