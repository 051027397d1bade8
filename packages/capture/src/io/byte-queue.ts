/**
 * Bytes that arrive in pieces and leave in others. A piece that lies within one that arrived is a view of it; only one
 * that straddles several is copied, once.
 */
export class ByteQueue {
  private chunks: Uint8Array[] = [];
  /** Position in the first chunk. */
  private position = 0;
  private available = 0;

  get length(): number {
    return this.available;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length > 0) {
      this.chunks.push(chunk);
      this.available += chunk.length;
    }
  }

  /** Removes and gives the next `count` bytes; null (and nothing is removed) while there are fewer. */
  take(count: number): Uint8Array | null {
    if (count > this.available) {
      return null;
    }
    this.available -= count;
    const first = this.chunks[0];
    if (first !== undefined && first.length - this.position >= count) {
      const bytes = first.subarray(this.position, this.position + count);
      this.advance(first, count);
      return bytes;
    }
    return this.gather(count);
  }

  private gather(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    let filled = 0;
    let used = 0;
    while (filled < count) {
      const chunk = this.chunks[used];
      if (chunk === undefined) {
        throw new RangeError('ByteQueue holds fewer bytes than it counted');
      }
      const part = chunk.subarray(this.position, this.position + count - filled);
      bytes.set(part, filled);
      filled += part.length;
      this.position += part.length;
      if (this.position === chunk.length) {
        this.position = 0;
        used += 1;
      }
    }
    // All at once: thousands of one-byte pieces would otherwise each move the rest of the array.
    this.chunks.splice(0, used);
    return bytes;
  }

  private advance(chunk: Uint8Array, count: number): void {
    this.position += count;
    if (this.position === chunk.length) {
      this.chunks.shift();
      this.position = 0;
    }
  }
}
