import { eastAsianWidth } from 'get-east-asian-width';

/** Ranges that need no table: below the first mark, lines and arrows of the ladder, most of Chinese. */
const FIRST_COMBINING = 0x300;
const LINES = { first: 0x2500, last: 0x25fc } as const;
const HAN = { first: 0x4e00, last: 0x9fff } as const;

/** Marks that stand on the character before them, and the vowels and final consonants of conjoining Hangul. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]$/u;

/** Printable ASCII, the sign of microseconds and the ladder's lines: a cell each. */
const NARROW = /^[ -~\u00b5\u2500-\u25fc]*$/;

/**
 * Gives how many cells of a terminal a code point takes: 0, 1 or 2.
 *
 * Follows East Asian Width, ambiguous characters as narrow, as glibc's wcwidth(3) and xterm.js do: spacing marks (Mc) take a
 * cell, non-spacing ones (Mn, Me), joiners and variation selectors none. The sum over a sequence that some terminals draw
 * as one emoji is therefore the width of its parts; safeText() takes such sequences apart.
 *
 * @see Unicode Standard Annex #11
 */
export function charWidth(codePoint: number): 0 | 1 | 2 {
  if (codePoint < FIRST_COMBINING || isWithin(codePoint, LINES)) return 1;
  if (isWithin(codePoint, HAN)) return 2;
  return ZERO_WIDTH.test(String.fromCodePoint(codePoint)) ? 0 : eastAsianWidth(codePoint);
}

/** Tells the characters that are most of what is shown: printable ASCII, the ladder's lines, Chinese. None is hidden or a mark. */
export function isCommon(codePoint: number): boolean {
  return (codePoint >= 0x20 && codePoint < 0x7f) || isWithin(codePoint, LINES) || isWithin(codePoint, HAN);
}

function isWithin(codePoint: number, range: { readonly first: number; readonly last: number }): boolean {
  return codePoint >= range.first && codePoint <= range.last;
}

/** Tells texts of the commonest characters, which are safe to print and a cell each. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}

/** Gives the cells that a text takes in one line; control characters count as one, so filter with safeText() first. */
export function displayWidth(text: string): number {
  if (isNarrow(text)) return text.length;
  let cells = 0;
  for (const char of text) cells += charWidth(char.codePointAt(0) ?? 0);
  return cells;
}
