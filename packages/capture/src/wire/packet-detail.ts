import type { ByteRange, DecodeError } from './decode-error';

/** Some bits of a field's bytes, counted from the most significant bit of the first byte. */
export interface BitRange {
  readonly first: number;
  readonly count: number;
}

/** A header or a field of it, for reading: `Sequence number: 1 (raw 3735928559)`. */
export interface PacketField {
  readonly name: string;
  readonly value: string;
  /** Bytes of the frame that hold it. */
  readonly range: ByteRange;
  /** Which bits of `range` hold it; absent: all of them. */
  readonly bits?: BitRange;
  /** Where it is specified, such as `RFC 9293 §3.1`; empty where that is its parent's. */
  readonly reference: string;
  readonly fields: readonly PacketField[];
}

/** The whole packet as a tree of fields, outermost header first. */
export interface PacketDetail {
  readonly layers: readonly PacketField[];
  readonly problem: DecodeError | null;
  /** The problem as one line, `tcp at byte 34: needs 20 bytes, has 14`; null without one. */
  readonly problemText: string | null;
}
