import type { SavefileProblem } from '../savefile/capture-record';

/** The bytes of an input, in order and in pieces of any size. */
export interface PieceSource {
  /**
   * Gives the next piece; null at the end. A piece is the caller's until read() was called twice more: then its memory may
   * hold another.
   *
   * @throws the system's error where the input cannot be read (on).
   */
  read(): Promise<Uint8Array | null>;
  /** How many bytes before each piece, in its buffer, are free: what is left of one piece can be put before the next. */
  readonly headroomBytes: number;
  /** Bytes of the input, packed as they may be, that have been read. */
  readonly bytesRead: number;
  /** Why the input ended early; null: it did not. */
  readonly problem: SavefileProblem | null;
  /** Lets go of the input. Harmless when called twice. */
  close(): void;
}

/** How an input is read. */
export interface ReadingOptions {
  /**
   * Wait at the end of a file for more, as tail -f does, until `signal` is aborted; or as long as the function says that
   * more may be written. Default false.
   */
  readonly follow?: boolean | (() => boolean);
  /** Ends the reading where it stands. That is no problem. */
  readonly signal?: AbortSignal;
}
