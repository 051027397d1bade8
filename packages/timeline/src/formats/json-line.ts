/** What JSON allows within strings and a terminal would obey: DEL, C1 controls, format characters, separators. */
const OBEYED = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Gives a value as one line of JSON, without its newline, that is safe to print: what a terminal would obey is escaped. */
export function jsonLine(value: object): string {
  return JSON.stringify(value).replace(OBEYED, escape);
}

/** One `\uXXXX` for each UTF-16 unit (RFC 8259 §7). */
function escape(char: string): string {
  const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
