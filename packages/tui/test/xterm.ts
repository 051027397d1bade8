import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/headless';

/** A keyboard that a test types on. */
export class FakeKeyboard extends EventEmitter {
  readonly isTTY = true;
  isRaw = false;

  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw;
    return this;
  }

  resume(): this {
    return this;
  }

  pause(): this {
    return this;
  }

  type(text: string): void {
    this.emit('data', Buffer.from(text));
  }
}

/** A terminal that is not on any screen: what is written to `output` is what xterm.js makes of it. */
export class FakeTerminal {
  readonly xterm: Terminal;
  readonly keyboard = new FakeKeyboard();
  readonly output: Writable & { columns: number; rows: number; isTTY: boolean };
  #isAnswering: boolean;

  constructor(columns: number, rows: number, { answers = false } = {}) {
    this.xterm = new Terminal({ cols: columns, rows, allowProposedApi: true });
    this.xterm.loadAddon(new Unicode11Addon());
    this.xterm.unicode.activeVersion = '11';
    this.#isAnswering = answers;
    const { xterm } = this;
    const writable = new Writable({ write: (data: Buffer, _encoding, done) => xterm.write(data, done) });
    this.output = Object.assign(writable, { columns, rows, isTTY: true });
    xterm.onData((data) => {
      if (this.#isAnswering) this.keyboard.type(data);
    });
  }

  resize(columns: number, rows: number): void {
    this.xterm.resize(columns, rows);
    Object.assign(this.output, { columns, rows });
    this.output.emit('resize');
  }

  /** Waits until all that was written is on the screen: blessed writes in the next turn of the event loop. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => this.xterm.write('', resolve));
  }

  lines(): readonly string[] {
    return Array.from(
      { length: this.xterm.rows },
      (_, y) => this.xterm.buffer.active.getLine(y)?.translateToString().trimEnd() ?? '',
    );
  }

  /** Waits for a condition that the screen comes to by itself; Jest's timeout ends it otherwise. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await this.settled();
    }
  }

  /** The character in a cell; empty in the second half of a wide one. */
  charAt(x: number, y: number): string {
    return this.xterm.buffer.active.getLine(y)?.getCell(x)?.getChars() ?? '';
  }
}
