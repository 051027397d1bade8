import { parseTraceLine } from './parse-trace-line';
import type { TracedReturn } from './parse-trace-line';
import type { ProcessTrace, TracedCall, TracedExit, TracedProcess } from './traced-call';
import { decodeUtf8 } from './utf8';

const LINE_FEED = 0x0a;
/** No line of a trace is near this long; a longer one is dropped as it comes, so memory does not grow with it. */
const LONGEST_LINE_BYTES = 1 << 20;
/** Problems kept in words; a file that is not a trace at all would give one a line. */
const MOST_PROBLEMS = 100;

/** Something in a trace that could not be read. The rest was. */
export interface TraceProblem {
  /** Offset of the line's first byte in the trace. */
  readonly byteOffset: number;
  /** What is wrong, without the name of the file: `not JSON`. */
  readonly text: string;
}

/**
 * Reads a trace as it grows: bytes in, split anywhere; calls out. Never throws and never stops: a bad line is a
 * problem and the next line is read. Calls appear in order of entry.
 *
 * @example
 * const reader = new TraceReader();
 * reader.push(bytes);
 * reader.end();
 * reader.trace.calls.map(callText);
 */
export class TraceReader {
  private readonly calls: TracedCall[] = [];
  /** Where in `calls` a sequence number stands. */
  private readonly positions = new Map<number, number>();
  private isInOrder = true;
  private readonly problemList: TraceProblem[] = [];
  private process: TracedProcess | null = null;
  private exit: TracedExit | null = null;
  private pending: Uint8Array = new Uint8Array(0);
  /** Offset in the trace of the first byte of the line that is being collected. */
  private lineOffset = 0;
  private isSkippingLine = false;

  /** What was read so far. `calls` is the reader's own array: it grows, and a call is replaced when it returns. */
  get trace(): ProcessTrace {
    this.putInOrder();
    return { process: this.process ?? unknownProcess(this.calls), calls: this.calls, exit: this.exit };
  }

  /** What could not be read, at most 100 of them. */
  get problems(): readonly TraceProblem[] {
    return this.problemList;
  }

  /** Takes the next bytes of the trace. They are copied as far as they are kept. */
  push(bytes: Uint8Array): void {
    let from = 0;
    for (let to = bytes.indexOf(LINE_FEED); to >= 0; to = bytes.indexOf(LINE_FEED, from)) {
      this.finishLine(bytes.subarray(from, to), 1);
      from = to + 1;
    }
    this.keep(bytes.subarray(from));
  }

  /**
   * Says that no bytes will come. A last line without line feed is read if it is whole; if not, the writer was
   * killed while it wrote, and the piece is reported.
   */
  end(): void {
    if (this.pending.length > 0 || this.isSkippingLine) {
      this.finishLine(new Uint8Array(0), 0, 'the last line is cut off');
    }
  }

  private keep(rest: Uint8Array): void {
    if (this.isSkippingLine) {
      this.lineOffset += rest.length;
    } else if (this.pending.length + rest.length > LONGEST_LINE_BYTES) {
      this.report(`line is longer than ${LONGEST_LINE_BYTES} bytes`);
      this.lineOffset += this.pending.length + rest.length;
      this.pending = new Uint8Array(0);
      this.isSkippingLine = true;
    } else if (rest.length > 0) {
      this.pending = joined(this.pending, rest);
    }
  }

  private finishLine(rest: Uint8Array, lineFeedBytes: 0 | 1, wordsForNotJson?: string): void {
    if (!this.isSkippingLine) {
      const line = this.pending.length === 0 ? rest : joined(this.pending, rest);
      if (line.length > LONGEST_LINE_BYTES) this.report(`line is longer than ${LONGEST_LINE_BYTES} bytes`);
      else this.readLine(decodeUtf8(line).trim(), wordsForNotJson);
      this.lineOffset += line.length;
    } else {
      this.lineOffset += rest.length;
    }
    this.lineOffset += lineFeedBytes;
    this.isSkippingLine = false;
    this.pending = new Uint8Array(0);
  }

  private readLine(text: string, wordsForNotJson?: string): void {
    if (text === '') return;
    const line = parseTraceLine(text);
    switch (line.kind) {
      case 'process':
        if (this.process) this.report('a second "process" line');
        else this.process = line.process;
        break;
      case 'call':
        this.addCall(line.call);
        break;
      case 'return':
        this.completeCall(line.completed);
        break;
      case 'exit':
        this.exit = line.exit;
        break;
      case 'problem':
        this.report(wordsForNotJson ?? line.text);
        break;
      case 'ignored':
        break;
    }
  }

  private addCall(call: TracedCall): void {
    if (this.positions.has(call.sequence)) {
      this.report(`a second call with sequence ${call.sequence}`);
      return;
    }
    const last = this.calls[this.calls.length - 1];
    this.isInOrder &&= last === undefined || last.sequence < call.sequence;
    this.positions.set(call.sequence, this.calls.length);
    this.calls.push(call);
  }

  private completeCall(completed: TracedReturn): void {
    const at = this.positions.get(completed.sequence) ?? -1;
    const entered = this.calls[at];
    if (entered === undefined || entered.returnNs !== null) {
      this.report(`"return" of call ${completed.sequence}, which was not inside`);
      return;
    }
    this.calls[at] = { ...entered, ...completed, arguments: completed.arguments ?? entered.arguments };
  }

  /** Threads are drained one after the other, so lines come nearly in order: sorted when asked for, not line by line. */
  private putInOrder(): void {
    if (this.isInOrder) return;
    this.calls.sort((a, b) => a.sequence - b.sequence);
    for (const [position, { sequence }] of this.calls.entries()) this.positions.set(sequence, position);
    this.isInOrder = true;
  }

  private report(text: string): void {
    if (this.problemList.length < MOST_PROBLEMS) this.problemList.push({ byteOffset: this.lineOffset, text });
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Stands in for a process line that is missing: the calls tell at least whether it served. */
function unknownProcess(calls: readonly TracedCall[]): TracedProcess {
  const serves = calls.some(({ call }) => call === 'bind' || call === 'listen' || call === 'accept');
  return {
    name: 'unknown',
    role: serves ? 'server' : 'client',
    pid: 0,
    command: [],
    host: 'unknown',
    startNs: calls[0]?.enterNs ?? 0n,
  };
}
