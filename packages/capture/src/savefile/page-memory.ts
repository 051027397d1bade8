const SLAB_BYTES = 2 ** 20;

/**
 * Memory for many pages that all live as long: V8's garbage collection stops everything for a time that grows with the number of
 * ArrayBuffers, so that a hundred of a mebibyte are better than ten thousand of a few kilobytes.
 */
export class PageMemory {
  private slab = new ArrayBuffer(0);
  private used = 0;

  /**
   * Makes an array of zeros.
   *
   * @param length A multiple of 8: whatever comes next is aligned.
   */
  take<Values>(type: PageType<Values>, length: number): Values {
    const bytes = length * type.BYTES_PER_ELEMENT;
    if (this.used + bytes > this.slab.byteLength) {
      // What is never written to takes no memory.
      this.slab = new ArrayBuffer(Math.max(bytes, SLAB_BYTES));
      this.used = 0;
    }
    const values = new type(this.slab, this.used, length);
    this.used += bytes;
    return values;
  }
}

/** A class of typed arrays. */
export interface PageType<Values> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): Values;
}
