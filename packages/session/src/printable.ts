// C0 and C1 controls, and the marks that turn or join lines: none may reach a terminal from a file or a program.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
const LONGEST_LINE = 500;

/** Gives text as one line that is safe to print: runs of controls become one space; cut after 500 characters. */
export function printable(text: string): string {
  const line = text.replace(UNPRINTABLE, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
