import { ROW_BYTES } from './row-layout';

const ROWS_A_PAGE = 256;
const ROW_IN_PAGE = ROWS_A_PAGE - 1;
const PAGE_SHIFT = 8;

/** The rows of all connections, in pages: what was written is never copied, and no room is held for twice as many. */
export class ConnectionRows {
  private readonly pages: DataView[] = [];
  // The same bytes, for PlainPackets.
  private readonly words: Int32Array[] = [];
  private readonly floats: Float64Array[] = [];
  private rows = 0;

  get count(): number {
    return this.rows;
  }

  /** Adds a row of zeros and gives its index. */
  add(): number {
    if ((this.rows & ROW_IN_PAGE) === 0) {
      const bytes = new ArrayBuffer(ROWS_A_PAGE * ROW_BYTES);
      this.pages.push(new DataView(bytes));
      this.words.push(new Int32Array(bytes));
      this.floats.push(new Float64Array(bytes));
    }
    this.rows += 1;
    return this.rows - 1;
  }

  /** The bytes that hold a row, from `offsetOf(index)` on. */
  pageOf(index: number): DataView {
    return this.pages[index >>> PAGE_SHIFT] ?? noRow(index);
  }

  /** The same as words of 32 bits, in the machine's byte order. */
  wordsOf(index: number): Int32Array {
    return this.words[index >>> PAGE_SHIFT] ?? noRow(index);
  }

  /** The same as numbers of 64 bits. */
  floatsOf(index: number): Float64Array {
    return this.floats[index >>> PAGE_SHIFT] ?? noRow(index);
  }

  /** A view of the bytes of one row. */
  bytesOf(index: number): Uint8Array {
    return new Uint8Array(this.pageOf(index).buffer, this.offsetOf(index), ROW_BYTES);
  }

  offsetOf(index: number): number {
    return (index & ROW_IN_PAGE) * ROW_BYTES;
  }
}

function noRow(index: number): never {
  throw new RangeError(`there is no connection ${index}`);
}
