const EIGHT = 8;

/**
 * A text of ASCII characters that is written many times: as numbers of eight characters, so that eight are written at once. None of
 * them is NaN, whose bits need not stay: its highest byte would be DEL or no ASCII at all.
 */
export class TextPiece {
  /** In characters. */
  readonly length: number;
  /** Eight characters each, the first in the lowest byte; the last may have zeros above. */
  readonly eights: Float64Array;

  constructor(text: string) {
    const { length } = text;
    const view = new DataView(new ArrayBuffer(EIGHT * Math.ceil(length / EIGHT)));
    for (let index = 0; index < length; index++) {
      view.setUint8(index, text.charCodeAt(index));
    }
    this.length = length;
    this.eights = new Float64Array(view.byteLength / EIGHT);
    for (let index = 0; index < this.eights.length; index++) {
      this.eights[index] = view.getFloat64(EIGHT * index, true);
    }
  }
}
