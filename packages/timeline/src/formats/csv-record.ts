/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const NEEDS_QUOTES = /[",\r\n]/;

/**
 * Gives one CSV record with its CR LF: first texts, then numbers. Texts are quoted where they need it; one that a spreadsheet
 * would compute gets an apostrophe before it. Numbers are the caller's own and stay as they are.
 *
 * @see RFC 4180 §2
 */
export function csvRecord(texts: readonly string[], numbers: readonly string[]): string {
  return `${[...texts.map(csvText), ...numbers].join(',')}\r\n`;
}

function csvText(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
