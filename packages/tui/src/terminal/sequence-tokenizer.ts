/** Longer than any key or mouse report; a sequence that has not ended by then is noise and is dropped. */
const MOST_CHARS = 32;

/** Bracketed paste: what the terminal sends before pasted text, and what a token of pasted text begins with. */
export const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';
const INTERRUPT = '\x03';

/** No line takes more; the rest of what is pasted is dropped. */
const MOST_PASTED_CHARS = 4096;

// ECMA-48 §5.4: a control sequence is CSI, parameter bytes, intermediate bytes and one final byte. Three forms are older
// than that or beside it: X10 mouse reports, the Linux console's function keys, and SS3 with one letter. What a terminal says of its
// colours is an operating system command (OSC), which ends with BEL or ST.
const COMPLETE = [
  /^\x1b\[M[^]{3}/,
  /^\x1b\[\[[^]/,
  /^\x1b\[(?!M)[0-?]*[ -/]*[$@-Z\\-~]/,
  /^\x1bO[^]/,
  /^\x1b\]\d[^\x07\x1b]*(?:\x07|\x1b\\)/,
  /^\x1b(?:[^[O\x1b\]]|\](?!\d))/u,
];

const MAY_CONTINUE = /^\x1b(?:$|O$|\]\d[^\x07\x1b]*\x1b?$|\[(?:$|\[$|M[^]{0,2}$|[0-?]*[ -/]*$))/;

/**
 * Cuts what arrives from a terminal into keys: one character or one whole escape sequence each, however the bytes were
 * divided into reads. Pasted text is never taken for keys: it is one token, PASTE_START and the text.
 */
export class SequenceTokenizer {
  #pending = '';
  #isPasting = false;
  #pasted = '';

  /** True: an escape sequence has begun and may go on; flush() after a while tells it from the Escape key. */
  get isIncomplete(): boolean {
    return this.#pending !== '' && !this.#isPasting;
  }

  /** Gives the keys that `text` completes. */
  push(text: string): readonly string[] {
    if (this.#isPasting && text === INTERRUPT) this.#dropPaste();
    this.#pending += text;
    const tokens: string[] = [];
    let token = this.#next();
    while (token !== null) {
      if (token !== '') tokens.push(token);
      token = this.#next();
    }
    return tokens;
  }

  /** Ends waiting: a lone ESC is the Escape key, an unfinished sequence is dropped. */
  flush(): readonly string[] {
    if (!this.isIncomplete) return [];
    const isEscape = this.#pending === '\x1b';
    this.#pending = '';
    return isEscape ? ['\x1b'] : [];
  }

  /** Takes the next key off; empty where what was taken is none; null where more is needed. */
  #next(): string | null {
    if (this.#isPasting) return this.#endPaste();
    if (this.#pending === '') return null;
    if (!this.#pending.startsWith('\x1b')) return this.#take(String.fromCodePoint(this.#pending.codePointAt(0) ?? 0));
    const sequence = COMPLETE.map((form) => form.exec(this.#pending)?.[0]).find((match) => match !== undefined);
    if (sequence === PASTE_START) this.#isPasting = true;
    if (sequence !== undefined) return sequence === PASTE_START ? this.#drop(sequence) : this.#take(sequence);
    if (!MAY_CONTINUE.test(this.#pending)) return this.#take('\x1b');
    return this.#pending.length > MOST_CHARS ? this.#drop(this.#pending) : null;
  }

  #endPaste(): string | null {
    const end = this.#pending.indexOf(PASTE_END);
    if (end < 0) {
      // Only what may be the beginning of the end mark is kept back.
      this.#keepPasted(this.#pending.slice(0, -(PASTE_END.length - 1)));
      this.#pending = this.#pending.slice(-(PASTE_END.length - 1));
      return null;
    }
    this.#isPasting = false;
    this.#keepPasted(this.#pending.slice(0, end));
    this.#take(this.#pending.slice(0, end + PASTE_END.length));
    const token = PASTE_START + this.#pasted;
    this.#pasted = '';
    return token;
  }

  #dropPaste(): void {
    this.#isPasting = false;
    this.#pasted = '';
    this.#pending = '';
  }

  #keepPasted(text: string): void {
    this.#pasted += text.slice(0, MOST_PASTED_CHARS - this.#pasted.length);
  }

  #take(token: string): string {
    this.#pending = this.#pending.slice(token.length);
    return token;
  }

  #drop(token: string): string {
    this.#take(token);
    return '';
  }
}
