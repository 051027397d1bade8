import { EventEmitter } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import { PASTE_START, SequenceTokenizer } from './sequence-tokenizer';

/** What is needed of `process.stdin`, so that tests can give a stream of their own. */
export interface KeyboardStream extends NodeJS.EventEmitter {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** How long an escape sequence may pause between two reads; less, and slow links turn arrows into Escape. */
const ESCAPE_DELAY_MS = 50;

const CURSOR_REPORT = /^\x1b\[\d+;(\d+)R$/;

/** What a terminal answers to a question about colours; never a key. */
const OPERATING_SYSTEM_COMMAND = /^\x1b\]\d/;

/** Of the background, and of a colour of the palette. */
const BACKGROUND_REPORT = /^\x1b\]11;/;
const PALETTE_REPORT = /^\x1b\]4;/;

/**
 * The keyboard as blessed should see it: a terminal stream that gives one whole key or mouse report in each `data` event,
 * and what was pasted in a `paste` event.
 */
export class TtyInput extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;
  readonly #stream: KeyboardStream;
  readonly #decoder = new StringDecoder('utf8');
  readonly #tokenizer = new SequenceTokenizer();
  #timer: NodeJS.Timeout | null = null;
  /** Reports that are waited for, by their form. */
  readonly #awaited = new Map<RegExp, (report: string | null) => void>();

  constructor(stream: KeyboardStream) {
    super();
    this.#stream = stream;
    stream.on('data', this.#onData);
  }

  /** Gives the column, from 1, of the terminal's next cursor report (which is then no key), or null after `timeoutMs`. */
  async cursorColumn(timeoutMs: number): Promise<number | null> {
    const report = await this.#nextReport(CURSOR_REPORT, timeoutMs);
    return report === null ? null : Number(CURSOR_REPORT.exec(report)?.[1]);
  }

  /** Gives what the terminal reports of its background, or null after `timeoutMs`. */
  backgroundReport(timeoutMs: number): Promise<string | null> {
    return this.#nextReport(BACKGROUND_REPORT, timeoutMs);
  }

  /** Gives what the terminal reports of a colour of its palette, or null after `timeoutMs`. */
  paletteReport(timeoutMs: number): Promise<string | null> {
    return this.#nextReport(PALETTE_REPORT, timeoutMs);
  }

  #nextReport(form: RegExp, timeoutMs: number): Promise<string | null> {
    return new Promise((resolve) => {
      const finish = (report: string | null) => {
        clearTimeout(timer);
        this.#awaited.delete(form);
        resolve(report);
      };
      const timer = setTimeout(() => finish(null), timeoutMs);
      this.#awaited.set(form, finish);
    });
  }

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    this.#stream.setRawMode?.(isRaw);
    return this;
  }

  resume(): this {
    this.#stream.resume();
    return this;
  }

  pause(): this {
    this.#stream.pause();
    return this;
  }

  /** Stops listening; a sequence that has not ended is dropped. */
  close(): void {
    this.#stream.removeListener('data', this.#onData);
    if (this.#timer) clearTimeout(this.#timer);
    for (const finish of this.#awaited.values()) finish(null);
  }

  readonly #onData = (data: Buffer | string): void => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#emitAll(this.#tokenizer.push(typeof data === 'string' ? data : this.#decoder.write(data)));
    if (this.#tokenizer.isIncomplete) {
      this.#timer = setTimeout(() => this.#emitAll(this.#tokenizer.flush()), ESCAPE_DELAY_MS);
    }
  };

  #emitAll(tokens: readonly string[]): void {
    for (const token of tokens) {
      const finish = [...this.#awaited].find(([form]) => form.test(token))?.[1];
      if (finish) finish(token);
      else if (OPERATING_SYSTEM_COMMAND.test(token)) continue;
      else if (token.startsWith(PASTE_START)) this.emit('paste', token.slice(PASTE_START.length));
      else this.emit('data', Buffer.from(token));
    }
  }
}
