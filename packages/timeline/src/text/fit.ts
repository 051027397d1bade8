import { charWidth, displayWidth } from './display-width';

export interface FitOptions {
  /** Marks a cut with `~`, not `…`. */
  readonly ascii?: boolean;
  readonly align?: 'left' | 'right';
}

/** A cut goes back to a space only where that leaves at least this part of the cells in use. */
const LEAST_USED = 0.5;

/**
 * Gives the text in exactly `width` cells: padded with spaces, or cut and ended with `…`. A wide character is never split
 * and marks stay with their character; words stay whole where the line stays well used. Takes text from safeText().
 */
export function fit(text: string, width: number, options: FitOptions = {}): string {
  const cells = displayWidth(text);
  if (cells <= width) return pad(text, width - cells, options);
  const kept = cut(text, width, options);
  return pad(kept, width - displayWidth(kept), options);
}

/** Gives the text unchanged where it fits into `width` cells, else cut as fit() cuts it; never padded. */
export function cut(text: string, width: number, { ascii = false }: FitOptions = {}): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  const kept = prefix(text, width - 1);
  const space = kept.lastIndexOf(' ');
  const next = text.charAt(kept.length);
  const isInWord = next !== ' ' && space > 0 && displayWidth(kept.slice(0, space)) >= width * LEAST_USED;
  return (isInWord ? kept.slice(0, space) : kept).trimEnd() + (ascii ? '~' : '…');
}

/** Gives the longest beginning of the text that takes at most `width` cells. */
export function prefix(text: string, width: number): string {
  let cells = 0;
  let end = 0;
  for (const char of text) {
    cells += charWidth(char.codePointAt(0) ?? 0);
    if (cells > width) break;
    end += char.length;
  }
  return text.slice(0, end);
}

function pad(text: string, cells: number, { align = 'left' }: FitOptions): string {
  if (cells <= 0) return text;
  const padding = ' '.repeat(cells);
  return align === 'right' ? padding + text : text + padding;
}
