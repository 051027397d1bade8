import type { Charset } from '../screen/charset';

const EIGHTHS = ' ▏▎▍▌▋▊▉█';

/** Gives a bar of `part` (0 to 1) of `cells` cells, to an eighth of a cell; in ASCII to a whole one. Never longer; something above 0 is never nothing. */
export function barText(part: number, cells: number, { asciiGlyphs }: Charset): string {
  const length = Math.max(0, Math.min(1, part)) * Math.max(0, cells);
  if (length <= 0) return '';
  if (asciiGlyphs) return '#'.repeat(Math.max(1, Math.round(length)));
  const eighths = Math.max(1, Math.round(length * 8));
  const rest = eighths % 8;
  return '█'.repeat(eighths >> 3) + (rest === 0 ? '' : (EIGHTHS[rest] ?? ''));
}
