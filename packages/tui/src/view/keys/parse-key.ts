import { KEY_LABELS } from './key-label';

/** By the label in small letters: `pgdn` gives `pagedown`. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(KEY_LABELS).map(([name, label]) => [label.toLowerCase(), name] as const),
  ...Object.keys(KEY_LABELS).map((name) => [name.toLowerCase(), name] as const),
]);

/**
 * Reads a key as a person writes it: `j`, `Ctrl-F` or `C-f`, `PgDn` or `pagedown`, `F5`, `gg` or `g g`. null for what is
 * none. 1 to 9 are none: they count.
 */
export function parseKey(text: string): string | null {
  const one = parseOne(text);
  if (one !== null) return one;
  const parts = text.includes(' ') ? text.split(' ') : [...text];
  if (parts.length !== 2) return null;
  const [first, second] = parts.map(parseOne);
  return first && second ? `${first} ${second}` : null;
}

function parseOne(text: string): string | null {
  const control = /^(?:C-|Ctrl-|\^)(.)$/i.exec(text)?.[1];
  if (control) return `C-${control.toLowerCase()}`;
  if (/^f(?:[1-9]|1[0-2])$/i.test(text)) return text.toLowerCase();
  if (text === ' ') return 'space';
  if (text === 'a-z') return text;
  return NAMES.get(text.toLowerCase()) ?? ([...text].length === 1 && !/[1-9\p{Cc}]/u.test(text) ? text : null);
}
