const WORD_BYTES = 4;

/** A text of ASCII characters that is written many times: as words of four, so that four are written at once. */
export class TextPiece {
  /** In characters. */
  readonly length: number;
  /** Four characters each, the first in the lowest bits; the last may have zeros above. */
  readonly words: Int32Array;

  constructor(text: string) {
    this.length = text.length;
    this.words = new Int32Array(Math.ceil(text.length / WORD_BYTES));
    for (let index = 0; index < text.length; index++) {
      const word = Math.floor(index / WORD_BYTES);
      this.words[word] = (this.words[word] ?? 0) | (text.charCodeAt(index) << ((index % WORD_BYTES) * 8));
    }
  }
}
