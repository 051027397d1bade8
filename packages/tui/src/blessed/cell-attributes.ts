import type { Attributes } from '../view/screen/theme';

const DEFAULT_COLOR = 0x1ff;
const BOLD = 1;
const UNDERLINE = 2;
const INVERSE = 8;

/** Gives blessed's number for the attributes of a cell: `flags << 18 | foreground << 9 | background`. */
export function cellAttributes({ foreground, background, bold, underline, inverse }: Attributes): number {
  const flags = (bold ? BOLD : 0) | (underline ? UNDERLINE : 0) | (inverse ? INVERSE : 0);
  return (flags << 18) | ((foreground ?? DEFAULT_COLOR) << 9) | (background ?? DEFAULT_COLOR);
}
