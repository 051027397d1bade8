import { span } from '../screen/styles';
import type { DetailLine, RowDetail } from './detail-line';
import { bytesPerLine, hexLine, NO_HEX_MARKS } from './hex-dump';

/** A title and a blank line above it. */
const TITLE_LINES = 2;

/** How many lines a detail has with its bytes below the fields. */
export function joinedLength({ lines, bytes }: RowDetail, width: number): number {
  return bytes.length === 0 ? lines.length : lines.length + TITLE_LINES + Math.ceil(bytes.length / bytesPerLine(width));
}

/** Gives a line of a detail with its bytes below the fields; made when it is shown, as a frame can have thousands. */
export function joinedLine({ lines, bytes }: RowDetail, width: number, index: number): DetailLine {
  const known = lines[index];
  if (known) return known;
  const below = index - lines.length - TITLE_LINES;
  if (below < 0) return { line: below === -1 ? [bytesTitle(bytes)] : [], range: null, target: null };
  const perLine = bytesPerLine(width);
  const offset = below * perLine;
  const length = Math.max(0, Math.min(perLine, bytes.length - offset));
  return { line: hexLine(bytes, offset, perLine, NO_HEX_MARKS), range: { offset, length }, target: null };
}

/** `Bytes (66)`. */
export function bytesTitle(bytes: Uint8Array) {
  return span(`Bytes (${bytes.length})`, 'heading');
}
