import { ROW_BYTES } from './row-layout';

const ROWS_A_PAGE = 8192;
const ROW_IN_PAGE = ROWS_A_PAGE - 1;
const PAGE_SHIFT = 13;
/** Of the first page, until it is full: most captures have few connections. */
const FIRST_ROWS = 32;
// Constants of this module are literals to V8, imported ones are not.
const BYTES = ROW_BYTES;
const WORDS = ROW_BYTES / Int32Array.BYTES_PER_ELEMENT;

/** The rows of all connections, in pages: only the first rows are ever copied, and no room is held for twice as many. */
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
    if (this.rows === 0) {
      this.addPage(new ArrayBuffer(FIRST_ROWS * BYTES));
    } else if (this.rows === FIRST_ROWS) {
      this.widenFirstPage();
    } else if ((this.rows & ROW_IN_PAGE) === 0) {
      this.addPage(new ArrayBuffer(ROWS_A_PAGE * BYTES));
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
    return new Uint8Array(this.pageOf(index).buffer, this.offsetOf(index), BYTES);
  }

  offsetOf(index: number): number {
    return Math.imul(index & ROW_IN_PAGE, BYTES);
  }

  /** The same in words. */
  wordOffsetOf(index: number): number {
    return Math.imul(index & ROW_IN_PAGE, WORDS);
  }

  /** Whoever keeps a page over an add() that opens row FIRST_ROWS writes to the old one. */
  private widenFirstPage(): void {
    const [first] = this.words.splice(0);
    this.pages.length = 0;
    this.floats.length = 0;
    this.addPage(new ArrayBuffer(ROWS_A_PAGE * BYTES));
    this.words[0]?.set(first ?? []);
  }

  private addPage(bytes: ArrayBuffer): void {
    this.pages.push(new DataView(bytes));
    this.words.push(new Int32Array(bytes));
    this.floats.push(new Float64Array(bytes));
  }
}

function noRow(index: number): never {
  throw new RangeError(`there is no connection ${index}`);
}
