import { UNPRINTABLE } from '../trace/unprintable';

/**
 * Gives text that is safe to print: a control character of the other end is seen, `\x1b`, and does nothing. Tab and line
 * feed stay.
 */
export function visibleText(text: string): string {
  return text.replace(UNPRINTABLE, escapeOf);
}

function escapeOf(character: string): string {
  if (character === '\t' || character === '\n') return character;
  if (character === '\r') return '\\r';
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Makes the bytes of one connection safe to print as they come. A UTF-8 character that is cut by the end of a buffer
 * is held back until its other bytes come; bytes that are no UTF-8 become U+FFFD.
 */
export class VisibleStream {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** Gives what of the bytes so far can be printed now. */
  push(bytes: Uint8Array): string {
    return visibleText(this.decoder.decode(bytes, { stream: true }));
  }

  /** Gives the rest when no bytes will come: U+FFFD where the last character was never completed. */
  end(): string {
    return visibleText(this.decoder.decode());
  }
}

/** Gives whole bytes as text that is safe to print. */
export function visibleBytes(bytes: Uint8Array): string {
  const stream = new VisibleStream();
  return stream.push(bytes) + stream.end();
}
