const NO_BYTES = new Uint8Array();

/**
 * Bytes that arrived and could not be used yet. It grows with what arrives, never with what a length field announces, and
 * copies nothing while whole pieces are used up.
 */
export class ByteBacklog {
  /** Of these, only `held` bytes count. */
  private bytes: Uint8Array = NO_BYTES;
  private held = 0;

  get length(): number {
    return this.held;
  }

  /** Puts a piece behind the others. It is not copied where it is the only one. */
  add(piece: Uint8Array, neededBytes: number): void {
    if (this.held === 0) {
      this.bytes = piece;
      this.held = piece.length;
      return;
    }
    const total = this.held + piece.length;
    if (total > this.bytes.length) {
      // Twice as much as there is, so that many small pieces are not copied again with each of them.
      const grown = new Uint8Array(Math.max(total, Math.min(neededBytes, 2 * total)));
      grown.set(this.bytes.subarray(0, this.held));
      this.bytes = grown;
    }
    this.bytes.set(piece, this.held);
    this.held = total;
  }

  /** Removes and gives everything. It is never written to again. */
  take(): Uint8Array {
    const all = this.bytes.subarray(0, this.held);
    this.bytes = NO_BYTES;
    this.held = 0;
    return all;
  }
}
