/** A piece of a filter's text. */
export interface FilterToken {
  /** `word`: a name, number or value without quotes; `quoted`: a text in quotes; `open`: quotes that do not end. */
  readonly kind: 'sign' | 'word' | 'quoted' | 'open';
  /** The sign, the word, or what stands between the quotes without its escapes. */
  readonly text: string;
  /** As it is written, without the quotes: a regular expression has escapes of its own. */
  readonly raw: string;
  /** Where it stands, in UTF-16 units: `[at, end)`. */
  readonly at: number;
  readonly end: number;
}

/** Longer signs first: `>=` is not `>` and `=`. */
const SIGN = /&&|\|\||==|!=|>=|<=|[=!><(){},&|]/y;
const WORD = /[^\s"'=!><(){},&|]+/y;
const SPACE = /\s+/y;
const QUOTED = /"((?:[^"\\]|\\[^])*)(")?|'((?:[^'\\]|\\[^])*)(')?/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** Divides a filter's text into its tokens; every text has some. */
export function filterTokens(text: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== null) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(text: string, at: number): FilterToken {
  const quoted = matchAt(QUOTED, text, at);
  if (quoted !== null) {
    const [whole, double, doubleEnd, single, singleEnd] = quoted;
    const kind = doubleEnd === undefined && singleEnd === undefined ? 'open' : 'quoted';
    const raw = double ?? single ?? '';
    return { kind, text: unescaped(raw), raw, at, end: at + whole.length };
  }
  const sign = matchAt(SIGN, text, at);
  if (sign !== null) return { kind: 'sign', text: sign[0], raw: sign[0], at, end: at + sign[0].length };
  const word = matchAt(WORD, text, at)?.[0] ?? text.slice(at);
  return { kind: 'word', text: word, raw: word, at, end: at + word.length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function unescaped(text: string): string {
  return text.replace(/\\([^])/g, (_, char: string) => ESCAPES[char] ?? char);
}

/** Gives a text in quotes; filterTokens() gives it back. */
export function quotedText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t').replace(/\0/g, '\\0')}"`;
}
