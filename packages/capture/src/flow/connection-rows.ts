import { ROW_BYTES } from './row-layout';

const ROWS_A_PAGE = 256;
const ROW_IN_PAGE = ROWS_A_PAGE - 1;
const PAGE_SHIFT = 8;

/** The rows of all connections, in pages: what was written is never copied, and no room is held for twice as many. */
export class ConnectionRows {
  private readonly pages: DataView[] = [];
  private rows = 0;

  get count(): number {
    return this.rows;
  }

  /** Adds a row of zeros and gives its index. */
  add(): number {
    if ((this.rows & ROW_IN_PAGE) === 0) {
      this.pages.push(new DataView(new ArrayBuffer(ROWS_A_PAGE * ROW_BYTES)));
    }
    this.rows += 1;
    return this.rows - 1;
  }

  /** The bytes that hold a row, from `offsetOf(index)` on. */
  pageOf(index: number): DataView {
    const page = this.pages[index >>> PAGE_SHIFT];
    if (page === undefined) {
      throw new RangeError(`there is no connection ${index}`);
    }
    return page;
  }

  offsetOf(index: number): number {
    return (index & ROW_IN_PAGE) * ROW_BYTES;
  }
}
