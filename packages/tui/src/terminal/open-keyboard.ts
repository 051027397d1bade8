import { openSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { KeyboardStream } from './tty-input';

/** The keyboard and what lets go of it. */
export interface Keyboard {
  readonly stream: KeyboardStream;
  close(): void;
}

/**
 * Gives standard input where it is a terminal, else the controlling terminal, so that recordings can be piped in; null
 * where there is neither.
 */
export function openKeyboard(stdin: KeyboardStream): Keyboard | null {
  if (stdin.isTTY === true) return { stream: stdin, close: () => undefined };
  try {
    const stream = new ReadStream(openSync('/dev/tty', 'r+'));
    return { stream, close: () => void stream.destroy() };
  } catch {
    return null;
  }
}
