import { charWidth, displayWidth } from './display-width';

/**
 * Gives text in lines of at most `width` cells, broken at spaces; a word that is longer than a line is broken where the
 * line is full, never within a wide character. At least one line. Takes text from safeText().
 */
export function wrapText(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  lines.push(line);
  return lines;
}

function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let cells = 0;
  for (const char of word) {
    const wide = charWidth(char.codePointAt(0) ?? 0);
    if (cells + wide > width && piece !== '') {
      pieces.push(piece);
      piece = '';
      cells = 0;
    }
    piece += char;
    cells += wide;
  }
  return [...pieces, piece];
}
