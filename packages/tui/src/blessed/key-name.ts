import type { BlessedKey } from './blessed-api';

/**
 * Gives a key's name as commands have it: the character itself (`j`, `G`, `?`), or `enter`, `pagedown`, `C-f`, `S-tab`.
 * null for what is no key: blessed reports Enter twice, as `return` and as `enter`.
 */
export function keyName({ name, full }: BlessedKey): string | null {
  if (name === 'enter') return null;
  if (name === 'return' || name === 'linefeed') return 'enter';
  const letter = /^S-([a-z])$/.exec(full)?.[1];
  if (letter) return letter.toUpperCase();
  return full;
}
