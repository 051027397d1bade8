/** Bytes that a FlowTable keeps everything in. */
export interface FlowMemory {
  /** Where those begin that are the table's. */
  readonly start: number;
  /** For how many connections there is room before the table's rows have to be moved: a power of two. */
  readonly room: number;
  /** All bytes. Another one after they grew. */
  readonly view: DataView;
  /** The same. */
  readonly bytes: Uint8Array;
  /** The same, in the machine's byte order. */
  readonly words: Int32Array;
  /**
   * Makes sure of so many bytes, from 0 on; those that are new are zeros. Gives false where there is no memory for them.
   */
  reach(lengthBytes: number): boolean;
}
