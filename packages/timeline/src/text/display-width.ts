import { eastAsianWidth } from 'get-east-asian-width';

const FIRST_COMBINING = 0x300;

/** Marks that stand on the character before them, and the vowels and final consonants of conjoining Hangul. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]$/u;

const PRINTABLE_ASCII = /^[ -~]*$/;

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
  if (codePoint < FIRST_COMBINING) return 1;
  return ZERO_WIDTH.test(String.fromCodePoint(codePoint)) ? 0 : eastAsianWidth(codePoint);
}

/** Gives the cells that a text takes in one line; control characters count as one, so filter with safeText() first. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let cells = 0;
  for (const char of text) cells += charWidth(char.codePointAt(0) ?? 0);
  return cells;
}
