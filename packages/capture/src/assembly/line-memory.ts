import { ROW_BYTES } from '../flow/row-layout';
import { CONNECTION_LINES_WASM } from './connection-lines.wasm';
import { CONNECTION_TEXTS } from './connection-texts';
import { textBytes } from './texts';

/** Writes the lines of so many rows at `rows`, of which the first has this index, to `to`, and gives where they end. */
type WriteLines = (rows: number, count: number, index: number, to: number) => number;

/** What the code in WebAssembly exports, see the folder assembly of this package. */
interface LineExports {
  readonly connectionLines: WriteLines;
  readonly connectionJsonLines: WriteLines;
}

export type LineFormat = keyof LineExports;

/** How many rows are taken at once. */
export const TAKEN_ROWS = 256;
/** Lines are given in blocks of about this size: one write each, and little memory. */
const BLOCK_BYTES = 2 ** 18;
/** More than the longest line of --json: 700 characters of texts, two endpoints, some twenty numbers. */
const MOST_LINE_BYTES = 2048;
const PAGE_BYTES = 64 * 1024;

let compiled: WebAssembly.Module | undefined;
let spare: LineMemory | undefined;

/** The memory in which the lines of connections are written by code in WebAssembly: texts, rows, lines. */
export class LineMemory {
  private readonly exports: LineExports;
  private readonly bytes: Uint8Array;
  /** Where rows and lines begin. */
  private readonly rows: number;
  private readonly lines: number;
  private at: number;

  private constructor() {
    const texts = textBytes(CONNECTION_TEXTS);
    this.rows = texts.length;
    this.lines = this.rows + TAKEN_ROWS * ROW_BYTES;
    this.at = this.lines;
    const pages = Math.ceil((this.lines + BLOCK_BYTES + TAKEN_ROWS * MOST_LINE_BYTES) / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    compiled ??= new WebAssembly.Module(CONNECTION_LINES_WASM);
    const instance = new WebAssembly.Instance(compiled, { env: { memory } });
    this.exports = instance.exports as unknown as LineExports;
    this.bytes = new Uint8Array(memory.buffer);
    this.bytes.set(texts);
  }

  /** Gives a memory; null where there can be none, as with `ulimit -v`, or where Node is run without a compiler. */
  static take(): LineMemory | null {
    try {
      const memory = spare ?? new LineMemory();
      spare = undefined;
      return memory;
    } catch {
      return null;
    }
  }

  /** Takes one back. */
  static giveBack(memory: LineMemory): void {
    memory.at = memory.lines;
    spare = memory;
  }

  /** Whether there are so many lines that they have to be taken. */
  get isFull(): boolean {
    return this.at - this.lines >= BLOCK_BYTES;
  }

  /**
   * Writes lines behind those that are there.
   *
   * @param rows At most TAKEN_ROWS rows.
   * @param index Of the first.
   */
  add(format: LineFormat, rows: Uint8Array, index: number): void {
    this.bytes.set(rows, this.rows);
    this.at = this.exports[format](this.rows, rows.length / ROW_BYTES, index, this.at);
  }

  /** Begins anew and gives the lines that are there: good until lines are added. */
  takeLines(): Uint8Array {
    const lines = this.bytes.subarray(this.lines, this.at);
    this.at = this.lines;
    return lines;
  }
}
