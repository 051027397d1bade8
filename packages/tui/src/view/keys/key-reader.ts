import type { Command } from '../commands/command';
import type { KeyBinding } from './key-bindings';

/** Keys that were pressed and are not a command yet: a count, the first key of two. */
export interface PendingKeys {
  readonly count: string;
  readonly first: string | null;
}

export const NO_PENDING_KEYS: PendingKeys = { count: '', first: null };

export interface KeyStep {
  readonly pending: PendingKeys;
  readonly command: Command | null;
  /** The number typed before the command; null without one. */
  readonly count: number | null;
}

const MOST_DIGITS = 9;

/** Reads one key. A key without a binding does nothing, and drops what was pending; so does Escape. */
export function readKey(pending: PendingKeys, key: string, bindings: readonly KeyBinding[]): KeyStep {
  if (/^[1-9]$/.test(key) || (key === '0' && pending.count !== '')) {
    const count = (pending.count + key).slice(0, MOST_DIGITS);
    return { pending: { count, first: null }, command: null, count: null };
  }
  if (key === 'escape' && (pending.count !== '' || pending.first !== null)) return nothing(NO_PENDING_KEYS);
  const pressed = pending.first === null ? key : `${pending.first} ${key}`;
  const command = bindings.find(({ keys }) => keys.includes(pressed) || keys.includes(anyLetter(pressed)))?.command;
  const count = pending.count === '' ? null : Number(pending.count);
  if (command) return { pending: NO_PENDING_KEYS, command, count };
  const isFirst = bindings.some(({ keys }) => keys.some((name) => name.startsWith(`${pressed} `)));
  return nothing(isFirst ? { count: pending.count, first: pressed } : NO_PENDING_KEYS);
}

/** `m x` gives `m a-z`, which stands for any small letter. */
function anyLetter(pressed: string): string {
  return pressed.replace(/ [a-z]$/, ' a-z');
}

function nothing(pending: PendingKeys): KeyStep {
  return { pending, command: null, count: null };
}
