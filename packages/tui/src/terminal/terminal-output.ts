import { spawn } from 'node:child_process';
import { LEAVE_ALTERNATE_SCREEN, RESET_MODES } from './reset-sequence';

/** A terminal to draw on: `process.stdout`, or a stream that behaves like it. */
export type DisplayStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly writableNeedDrain?: boolean;
  /** Absent on streams that are no file. */
  readonly fd?: number;
};

/** A terminal that has not taken the last words by then is one that nobody reads. */
const LAST_WORDS_WITHIN_MS = 500;

/** Ends a control sequence that was cut in the middle: CAN, ECMA-48 §8.3.6. */
const CANCEL = '\x18';

/**
 * The output of a terminal that may stop being read at any moment and for any time: a paused tmux, a stalled ssh, Ctrl-S.
 * Writes return at once meanwhile, so that signals are still answered.
 */
export class TerminalOutput {
  readonly #stream: DisplayStream;
  #isStalled = false;

  constructor(stream: DisplayStream) {
    this.#stream = stream;
    setBlocking(stream, false);
  }

  /** True when the terminal had to be left without having taken everything. */
  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** Calls back when the terminal has taken what was written, up to a few kilobytes. */
  whenTaken(done: () => void): void {
    setImmediate(() => {
      if (this.#stream.writableNeedDrain === true) this.#stream.once('drain', done);
      else done();
    });
  }

  /** Writes, and resolves when the terminal has taken all; to false when it has not for so long that nobody seems to read it. */
  written(text: string): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), LAST_WORDS_WITHIN_MS);
      this.#stream.write(text, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /**
   * Writes the last of all, and lets go of the terminal. Where nobody reads it, another process waits for that in this
   * one's place, and ends with the terminal; what was to be drawn is dropped.
   */
  async close(text: string): Promise<void> {
    if (await this.written(text)) return setBlocking(this.#stream, true);
    this.#isStalled = true;
    const { fd } = this.#stream;
    if (fd === undefined) return;
    const words = CANCEL + LEAVE_ALTERNATE_SCREEN + RESET_MODES;
    const waiting = spawn('printf', ['%s', words], { stdio: ['ignore', fd, 'ignore'], detached: true });
    waiting.on('error', () => undefined).unref();
  }
}

/** Node has writes to a terminal wait until it takes them, and no public way to have it otherwise. */
export function setBlocking(stream: NodeJS.WritableStream, isBlocking: boolean): void {
  const { _handle: handle } = stream as { _handle?: { setBlocking?: (isBlocking: boolean) => unknown } };
  handle?.setBlocking?.(isBlocking);
}
