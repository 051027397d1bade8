/** One packet of a capture file or stream: what was recorded about it, and its bytes. */
export interface CaptureRecord {
  /** Nanoseconds since the Unix epoch; null where the capture gives none. */
  readonly timestampNs: bigint | null;
  /** Length of the frame on the wire; `frame` may hold only its beginning. */
  readonly wireBytes: number;
  /** Byte offset of the frame's first byte in the file or stream. */
  readonly frameOffset: number;
  /** LINKTYPE_ value. */
  readonly linkType: number;
  /** A view of the bytes that were pushed, not a copy: it holds while those bytes are not written to. */
  readonly frame: Uint8Array;
}

/** Why reading stopped. Stable words; the text is for people. */
export type SavefileProblemKind =
  | 'empty'
  | 'not-a-capture'
  | 'unknown-byte-order'
  | 'unsupported-version'
  | 'impossible-length'
  | 'unknown-interface'
  | 'too-many-interfaces'
  | 'truncated'
  | 'damaged-compression'
  | 'unpacks-too-far'
  | 'unsupported-compression'
  | 'shrunk'
  | 'too-many-connections';

/** Damage in a capture: what stopped the reading, or what was passed over. What was read stands. */
export interface SavefileProblem {
  readonly kind: SavefileProblemKind;
  /** Where in the file or stream. */
  readonly byteOffset: number;
  /** One line without file name and offset: `record claims 4294967295 bytes, more than 262144`. */
  readonly text: string;
}

/**
 * Reads a capture that arrives in pieces of any size. After a problem all further bytes are ignored; what was returned
 * before it stands.
 */
export interface RecordReader {
  /** Gives the records that these bytes complete. */
  push(bytes: Uint8Array): CaptureRecord[];
  /** Says that no more bytes come: a record that has begun is then a problem. */
  end(): void;
  /** What stopped the reading, or, after end(), was passed over; null: nothing so far. */
  readonly problem: SavefileProblem | null;
}
