/** Names of keys that are no character, and how they stand on the keyboard. */
export const KEY_LABELS: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  backspace: 'Backspace',
  delete: 'Del',
  insert: 'Ins',
  space: 'Space',
  tab: 'Tab',
  'S-tab': 'Shift-Tab',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
};

/** Gives a key as a reader knows it: `Enter`, `Ctrl-F`, `F1`, `gg`, `]c`. */
export function keyLabel(key: string): string {
  const control = /^C-(.)$/.exec(key)?.[1];
  if (control) return `Ctrl-${control.toUpperCase()}`;
  return KEY_LABELS[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key.replace(' ', ''));
}
