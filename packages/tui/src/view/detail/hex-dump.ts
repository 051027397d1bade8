import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import type { Document } from './document';

const OFFSET_DIGITS = 4;
const COLUMNS = [16, 8, 4] as const;

/**
 * Gives bytes as a hex dump, 16, 8 or 4 in a line as the width allows:
 *
 *     0010  4f 4b 0d 0a e4 bd a0 e5  a5 bd 00 00 00 00 00 00  OK..............
 *
 * Bytes that are not printable ASCII are dots at the right.
 */
export function hexDump(bytes: Uint8Array, width: number): Document {
  const perLine = COLUMNS.find((count) => lineCells(count) <= width) ?? 4;
  return {
    length: Math.ceil(bytes.length / perLine),
    line: (index) => hexLine(bytes.subarray(index * perLine, (index + 1) * perLine), index * perLine, perLine),
  };
}

function lineCells(perLine: number): number {
  return OFFSET_DIGITS + 2 + hexCells(perLine) + 2 + perLine;
}

function hexCells(perLine: number): number {
  return perLine * 3 - 1 + (perLine > 8 ? 1 : 0);
}

function hexLine(bytes: Uint8Array, offset: number, perLine: number): Line {
  if (bytes.length === 0) return [];
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  const hex = pairs.length > 8 ? `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}` : pairs.join(' ');
  const text = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return [
    span(offset.toString(16).padStart(OFFSET_DIGITS, '0'), 'hex-offset'),
    span(`  ${hex.padEnd(hexCells(perLine))}  `, 'hex'),
    span(text, 'hex-text'),
  ];
}
