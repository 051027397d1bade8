import type { Document } from '../detail/document';

/** Gives the lines of a text that hold what is looked for; capitals do not matter. */
export function linesWith(document: Document, wanted: string): readonly number[] {
  const small = wanted.toLowerCase();
  const found: number[] = [];
  for (let i = 0; i < document.length; i++) {
    const text = document
      .line(i)
      .map((span) => span.text)
      .join('');
    if (text.toLowerCase().includes(small)) found.push(i);
  }
  return found;
}

/** Gives the first of the lines behind `line`, or before it with a negative step, around the ends; null without any. */
export function lineFrom(lines: readonly number[], line: number, by: number): number | null {
  const next = by > 0 ? lines.find((each) => each > line) : lines.findLast((each) => each < line);
  return next ?? (by > 0 ? lines[0] : lines.at(-1)) ?? null;
}
