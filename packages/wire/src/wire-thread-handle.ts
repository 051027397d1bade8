import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checked, linux } from './native/linux';
import type { Impairment } from './path/impairment';
import type { ThreadCommand, ThreadData, ThreadMessage, WireEvent } from './thread/thread-contract';

/** Built code: a thread runs JavaScript only, so from the sources too this is where it is. */
const THREAD_FILE = join(__dirname, '..', 'dist', 'thread', 'wire-thread.js');

const EFD_NONBLOCK = 0o4000;
const EFD_CLOEXEC = 0o2000000;
const ONE = new Uint8Array(BigUint64Array.of(1n).buffer);

type Answer = Extract<ThreadMessage, { readonly kind: 'done' }>;
type CommandWithoutId = ThreadCommand extends infer Command
  ? Command extends unknown
    ? Omit<Command, 'id'>
    : never
  : never;

/** The thread's first word: its namespaces, or why there are none. */
export type ThreadStart = Extract<ThreadMessage, { readonly kind: 'ready' | 'failed' }>;

/** This side of the thread that holds the namespaces and carries the packets. */
export class WireThread {
  /** Settles once: when the namespaces are there, or when they cannot be. */
  readonly started: Promise<ThreadStart>;
  /** Called with each thing that befell a packet. */
  onEvent: (event: WireEvent) => void = () => undefined;
  private readonly wakeFd: number;
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private lastId = 0;
  private isClosing = false;
  private isClosed = false;

  /** @throws Error where there is no koffi or no Linux */
  constructor(impairment: Impairment) {
    this.wakeFd = checked('eventfd()', linux().eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    const workerData: ThreadData = { impairment, wakeFd: this.wakeFd };
    this.worker = new Worker(THREAD_FILE, { workerData, stdin: false });
    // A thread that waits in the kernel would hold the process's end up.
    const onExit = (): void => this.wake({ id: 0, kind: 'close' });
    process.once('exit', onExit);
    this.ended = new Promise((resolve) => this.worker.once('exit', () => resolve()));
    void this.ended.then(() => {
      process.removeListener('exit', onExit);
      linux().close(this.wakeFd);
      this.isClosed = true;
      this.waiting.forEach((answer, id) => answer({ kind: 'done', id, error: 'the wire is closed', packets: 0 }));
    });
    this.started = this.start();
    // From then on it keeps the process alive only while it is waited for.
    void this.started.then(() => this.worker.unref());
  }

  /** Sends a command. Gives how many packets it let go. @throws Error with why it was not obeyed */
  async command(command: CommandWithoutId): Promise<number> {
    return (await this.send(command)).packets;
  }

  /** As command(), for a rule: gives what it is taken back by. */
  async addRule(command: Extract<CommandWithoutId, { readonly kind: 'add-rule' }>): Promise<number> {
    return (await this.send(command)).id;
  }

  /** Ends the thread and lets go of its namespaces. */
  async close(): Promise<void> {
    if (!this.isClosing) this.wake({ id: ++this.lastId, kind: 'close' });
    this.isClosing = true;
    this.worker.ref();
    await this.ended;
  }

  private start(): Promise<ThreadStart> {
    return new Promise((resolve) => {
      this.worker.on('message', (message: ThreadMessage) => {
        if (message.kind === 'event') this.onEvent(message.event);
        else if (message.kind === 'done') this.answer(message);
        else resolve(message);
      });
      this.worker.once('error', (error) => resolve({ kind: 'failed', text: error.message, errno: null }));
      void this.ended.then(() => resolve({ kind: 'failed', text: 'its thread ended', errno: null }));
    });
  }

  private async send(command: CommandWithoutId): Promise<Answer> {
    if (this.isClosing || this.isClosed) throw new Error('the wire is closed');
    const id = ++this.lastId;
    const answer = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.worker.ref();
    this.wake({ id, ...command });
    const answered = await answer;
    if (answered.error !== null) throw new Error(answered.error);
    return answered;
  }

  private answer(answer: Answer): void {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
    if (this.waiting.size === 0 && !this.isClosing) this.worker.unref();
  }

  private wake(command: ThreadCommand): void {
    this.worker.postMessage(command);
    linux().write(this.wakeFd, ONE, ONE.length);
  }
}
