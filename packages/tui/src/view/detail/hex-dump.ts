import { span } from '../screen/styles';
import type { Emphasis, Line } from '../screen/styles';
import type { ByteRange } from './detail-line';

const OFFSET_DIGITS = 4;
const COLUMNS = [16, 8, 4] as const;

/** Bytes in a line of a hex dump of at most `width` cells: 16, 8 or 4. */
export function bytesPerLine(width: number): number {
  return COLUMNS.find((count) => lineCells(count) <= width) ?? 4;
}

/** Cells of a line with so many bytes. */
export function lineCells(perLine: number): number {
  return OFFSET_DIGITS + 2 + hexCells(perLine) + 2 + perLine;
}

function hexCells(perLine: number): number {
  return perLine * 3 - 1 + (perLine > 8 ? 1 : 0);
}

/** What stands out in a hex dump. */
export interface HexMarks {
  /** Drawn as selected. */
  readonly range: ByteRange | null;
  /** The byte under the cursor; null where keys are elsewhere. */
  readonly cursor: number | null;
}

export const NO_HEX_MARKS: HexMarks = { range: null, cursor: null };

/**
 * Gives a line of a hex dump, `perLine` bytes from `offset` on:
 *
 *     0010  4f 4b 0d 0a e4 bd a0 e5  a5 bd 00 00 00 00 00 00  OK..............
 *
 * Bytes that are not printable ASCII are dots at the right.
 */
export function hexLine(bytes: Uint8Array, offset: number, perLine: number, marks: HexMarks): Line {
  const part = bytes.subarray(offset, offset + perLine);
  if (part.length === 0) return [];
  const emphases = Array.from(part, (_, i) => emphasisOf(offset + i, marks));
  const hex = Array.from(part).flatMap((byte, i) => {
    const gap = i === 0 ? '' : perLine > 8 && i === 8 ? '  ' : ' ';
    // The gap within a marked range is marked too.
    const isInside = emphases[i] === emphases[i - 1];
    return [
      span(gap, 'hex', isInside ? emphases[i] : 'none'),
      span(byte.toString(16).padStart(2, '0'), 'hex', emphases[i]),
    ];
  });
  const used = part.length * 3 - 1 + (perLine > 8 && part.length > 8 ? 1 : 0);
  const text = Array.from(part, (byte, i) => {
    const char = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    return span(char, 'hex-text', emphases[i]);
  });
  const digits = offset.toString(16).padStart(OFFSET_DIGITS, '0');
  return [span(`${digits}  `, 'hex-offset'), ...hex, span(' '.repeat(hexCells(perLine) - used + 2)), ...text];
}

function emphasisOf(byte: number, { range, cursor }: HexMarks): Emphasis {
  if (byte === cursor) return 'linked';
  return range && byte >= range.offset && byte < range.offset + range.length ? 'selected' : 'none';
}
