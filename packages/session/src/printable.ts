import { UNPRINTABLE } from '@sockscope/core/trace';

const RUNS = new RegExp(`${UNPRINTABLE.source}+`, 'g');
const LONGEST_LINE = 500;

/** Gives text as one line that is safe to print: runs of controls become one space; cut after 500 characters. */
export function printable(text: string): string {
  const line = text.replace(RUNS, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
