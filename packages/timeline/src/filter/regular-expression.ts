import { RE2JS } from 're2js';

/** Longer ones are refused: nobody writes them, and time grows with them. */
const MOST_CHARS = 1000;

/** Steps of the compiled expression; a text takes at most as many for each of its characters. */
const MOST_STEPS = 500;

const LOOK_AROUND = /\(\?<?[=!]/;

const FLAGS = RE2JS.CASE_INSENSITIVE | RE2JS.MULTILINE;

/** A test of texts, or why there is none: `missing closing )`. */
export type RegularExpressionReading =
  { readonly ok: true; readonly test: (text: string) => boolean } | { readonly ok: false; readonly reason: string };

/**
 * Makes a test that is true for texts in which a regular expression fits somewhere: in RE2's syntax, whatever the capitals (`(?-i)` makes
 * them matter), `^` and `$` at each line. RE2 has no back references and no look-around, and for that never takes longer than
 * the product of the lengths of expression and text, where `(a+)+$` can hold up JavaScript's own for ever.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function readRegularExpression(pattern: string): RegularExpressionReading {
  if (pattern.length > MOST_CHARS) return { ok: false, reason: `it is longer than ${MOST_CHARS} characters` };
  try {
    const compiled = RE2JS.compile(pattern, FLAGS);
    if (compiled.programSize() > MOST_STEPS) return { ok: false, reason: 'it repeats too much' };
    return { ok: true, test: (text) => compiled.test(text) };
  } catch (error) {
    return { ok: false, reason: LOOK_AROUND.test(pattern) ? 'look-around is not there' : reasonOf(error as Error) };
  }
}

/** `error parsing regexp: missing closing ): `(?m)(?i)(`` gives `missing closing )`: the user sees the expression. */
function reasonOf({ message }: Error): string {
  return message.replace(/^error parsing regexp: /, '').replace(/:? `[^]*$/, '');
}
