/** Bytes that a FlowTable keeps everything in. */
export interface FlowMemory {
  /** Where those begin that are the table's. */
  readonly start: number;
  /** All bytes. Another one after they grew. */
  readonly view: DataView;
  /** The same. */
  readonly bytes: Uint8Array;
  /** The same, in the machine's byte order. */
  readonly words: Int32Array;
  /**
   * Makes sure of so many bytes, from 0 on; those that are new are zeros.
   *
   * @throws RangeError where there is no more memory
   */
  reach(lengthBytes: number): void;
}
