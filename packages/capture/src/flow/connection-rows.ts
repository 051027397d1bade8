import type { FlowMemory } from './flow-memory';
import { ROW_BYTES } from './row-layout';

/** The rows of all connections, one behind the other at the end of a memory. */
export class ConnectionRows {
  private readonly memory: FlowMemory;
  private rows = 0;

  /** @param start Where the first row is. */
  constructor(memory: FlowMemory, start: number) {
    this.memory = memory;
    this.start = start;
  }

  /** Where the first row is. */
  start: number;

  get count(): number {
    return this.rows;
  }

  /** Adds a row of zeros and gives its index; -1: there is no memory for it. */
  add(): number {
    if (!this.memory.reach(this.offsetOf(this.rows + 1))) {
      return -1;
    }
    this.rows += 1;
    return this.rows - 1;
  }

  /** The bytes that hold a row, from `offsetOf(index)` on, until the next row is added. */
  get view(): DataView {
    return this.memory.view;
  }

  /** A view of the bytes of so many rows, until the next is added. */
  bytesOf(index: number, count = 1): Uint8Array {
    return this.memory.bytes.subarray(this.offsetOf(index), this.offsetOf(index + count));
  }

  offsetOf(index: number): number {
    return this.start + index * ROW_BYTES;
  }

  /** Moves all rows so many bytes away from what is before them; false: there is no memory for it. */
  moveAway(distanceBytes: number): boolean {
    const end = this.offsetOf(this.rows);
    if (!this.memory.reach(end + distanceBytes)) {
      return false;
    }
    this.memory.bytes.copyWithin(this.start + distanceBytes, this.start, end);
    this.start += distanceBytes;
    return true;
  }
}
