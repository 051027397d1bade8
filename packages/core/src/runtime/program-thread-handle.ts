import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import { NativeSockets } from '../native/native-sockets';
import type { ProgramResult, ProgramSetup } from '../programs/program';
import type { SocketApi } from '../socket-api';
import { createDescriptorTable } from './open-descriptors';
import type { ProgramTrace } from './program-trace';
import type { RunOptions } from './run-program';
import { stopProgram } from './stop-program';
import { CONTROL_BYTES, UNWRITTEN, WAKE } from './thread-contract';
import type { InputMessage, ThreadData, ThreadMessage } from './thread-contract';

/** Built code: a thread runs JavaScript only, so from the sources too this is where it is. */
const THREAD_FILE = join(__dirname, '..', '..', 'dist', 'runtime', 'program-thread.js');

/** How a program's thread ended: with a result, or by an error of its own in words. */
export interface ThreadEnd {
  readonly result: ProgramResult | null;
  readonly error: string | null;
}

/** The main thread's side of a program's thread. */
export class ProgramThread {
  /** Fulfilled when the thread is gone and its output is written. Never rejected. */
  readonly ended: Promise<ThreadEnd>;
  private readonly control = new SharedArrayBuffer(CONTROL_BYTES);
  private readonly words = new Int32Array(this.control);
  private readonly descriptors = createDescriptorTable();
  private readonly channel = new MessageChannel();
  private readonly lines: AsyncIterator<string>;
  private readonly sockets: SocketApi;
  private readonly trace: ProgramTrace | null;
  private readonly options: RunOptions;
  private output: Promise<void> = Promise.resolve();
  private result: ProgramResult | null = null;
  private error: string | null = null;
  private endStop: (() => void) | null = null;

  constructor(setup: ProgramSetup, trace: ProgramTrace | null, options: RunOptions) {
    this.trace = trace;
    this.options = options;
    this.sockets = trace?.mainSockets ?? new NativeSockets();
    this.lines = (options.input ?? noLines())[Symbol.asyncIterator]();
    this.ended = this.run(setup);
  }

  /** Wakes the thread when the process is about to exit: no timer and no promise will run any more. */
  stopForExit(): void {
    this.stop();
    this.endStop?.();
  }

  private async run(setup: ProgramSetup): Promise<ThreadEnd> {
    const { port1, port2 } = this.channel;
    const workerData: ThreadData = {
      setup,
      control: this.control,
      descriptors: this.descriptors,
      ring: this.trace?.threadRing ?? null,
      input: port2,
    };
    const worker = new Worker(THREAD_FILE, { workerData, transferList: [port2], stdin: false });
    worker.on('message', (message: ThreadMessage) => this.receive(message));
    worker.on('error', (error) => (this.error = error.message));
    const onStop = () => this.stop();
    const { stop } = this.options;
    stop?.addEventListener('abort', onStop);
    if (stop?.aborted) onStop();
    await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    stop?.removeEventListener('abort', onStop);
    this.endStop?.();
    port1.close();
    // Lets go of an input that is still open. Not waited for: it may be inside a read that never ends.
    void this.lines.return?.();
    await this.output;
    return { result: this.result, error: this.error };
  }

  private stop(): void {
    this.endStop ??= stopProgram(this.sockets, this.control, this.descriptors);
  }

  private receive(message: ThreadMessage): void {
    switch (message.kind) {
      case 'print':
        this.write(message.text.length, () => this.options.onPrint(message.text));
        break;
      case 'report':
        this.write(message.line.length, () => this.options.onReport(message.line));
        break;
      case 'listening':
        this.options.onListening?.(message.endpoint);
        break;
      case 'line-wanted':
        void this.giveLine();
        break;
      case 'ring-full':
        this.trace?.drain();
        break;
      case 'end':
        this.result = message.result;
        break;
    }
  }

  /** Writes in order, one after the other, and lets the program go on when there is room again. */
  private write(characters: number, write: () => void | Promise<void>): void {
    this.output = this.output
      .then(write)
      .catch((error: unknown) => this.outputFailed(error))
      .then(() => {
        Atomics.sub(this.words, UNWRITTEN, characters);
        this.wake();
      });
  }

  private outputFailed(error: unknown): void {
    this.error ??= `cannot write the output: ${error instanceof Error ? error.message : String(error)}`;
    this.stop();
  }

  private async giveLine(): Promise<void> {
    let message: InputMessage;
    try {
      const next = await this.lines.next();
      message = { line: next.done ? null : next.value };
    } catch (error) {
      this.error ??= `cannot read the input: ${error instanceof Error ? error.message : String(error)}`;
      message = { line: null };
    }
    this.channel.port1.postMessage(message);
    this.wake();
  }

  private wake(): void {
    Atomics.add(this.words, WAKE, 1);
    Atomics.notify(this.words, WAKE);
  }
}

async function* noLines(): AsyncGenerator<string> {
  // A program without input has its end at once.
}
