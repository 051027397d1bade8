import type { Line } from '../screen/styles';

/** Bytes of a packet's frame, or of a call's data. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** A line of a detail, and what it is about. */
export interface DetailLine {
  readonly line: Line;
  /** The bytes that it describes; null where it is about none. */
  readonly range: ByteRange | null;
  /** Key of the ladder's row that it names; null where it names none. */
  readonly target: string | null;
}

/** Everything that is known of a row. */
export interface RowDetail {
  readonly lines: readonly DetailLine[];
  /** Of the packet's frame, or of the call's data; empty without. */
  readonly bytes: Uint8Array;
}

const NO_BYTES = { offset: 0, length: 0 };

/** Gives the line that describes a byte best: the one with the fewest bytes, and of those the last. null: none does. */
export function lineOfByte({ lines }: RowDetail, byte: number): number | null {
  let best: number | null = null;
  lines.forEach(({ range }, i) => {
    const { offset, length } = range ?? NO_BYTES;
    if (byte < offset || byte >= offset + length) return;
    const least = best === null ? Infinity : (lines[best]?.range?.length ?? Infinity);
    if (length <= least) best = i;
  });
  return best;
}
