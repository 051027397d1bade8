import type { TerminalOutput } from './terminal-output';
import { LEAVE_ALTERNATE_SCREEN, RESET_MODES } from './reset-sequence';

/** The part of a drawn-on terminal that has to be given back. */
export interface RestorableScreen {
  suspend(): void;
  resume(): void;
  destroy(): void;
}

export interface LifecycleOptions {
  readonly screen: RestorableScreen;
  readonly process: NodeJS.Process;
  /** Streams whose failure or end means that the terminal is gone. */
  readonly input: NodeJS.EventEmitter;
  readonly output: NodeJS.EventEmitter;
  readonly terminal: Pick<TerminalOutput, 'written' | 'close'>;
}

/** How the UI ended: an exit status, and one line for standard error after a failure. */
export interface UiEnd {
  readonly status: number;
  readonly message: string | null;
}

/** sysexits.h EX_SOFTWARE. */
const INTERNAL_ERROR = 70;
/** 128 + SIGHUP: what a terminal that went away ends programs with. */
const HANGUP = 129;
const STATUS_OF_SIGNAL = { SIGHUP: HANGUP, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

/** A process that could not be stopped (no job control) gets its screen back after this. */
const STOP_GRACE_MS = 100;
const KEEP_ALIVE_MS = 1 << 30;

/**
 * Gives the terminal back however the UI ends: quit, signal, crash, or a terminal that is gone; and while the process is
 * stopped. blessed's own handlers step aside as soon as there are others.
 */
export class Lifecycle {
  /** Resolves once, after the terminal was given back. */
  readonly ended: Promise<UiEnd>;
  readonly #options: LifecycleOptions;
  #resolve: (end: UiEnd) => void = () => undefined;
  #isOver = false;
  #keepAlive: NodeJS.Timeout | null = null;

  constructor(options: LifecycleOptions) {
    this.#options = options;
    this.ended = new Promise((resolve) => (this.#resolve = resolve));
    const { process, input, output } = options;
    for (const signal of Object.keys(STATUS_OF_SIGNAL)) process.on(signal, this.#onSignal);
    process.on('SIGTSTP', this.#onStop).on('SIGCONT', this.#onContinue);
    process.on('uncaughtException', this.crash).on('unhandledRejection', this.crash);
    input.on('end', this.#onHangup).on('error', this.#onHangup);
    output.on('error', this.#onHangup);
  }

  /** False while the process is stopped or about to be, and once the UI has ended: the terminal is others' then. */
  get hasTerminal(): boolean {
    return !this.#isOver && this.#keepAlive === null;
  }

  /** Ends the UI with a status. */
  readonly end = (status: number, message: string | null = null): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    const sequence = this.#restore();
    this.#release();
    void this.#options.terminal.close(sequence).then(() => this.#resolve({ status, message }));
  };

  /** Ctrl-Z: stops the whole foreground job, as the terminal does for programs that leave the key to it. */
  readonly suspendJob = (): void => this.#suspend(0);

  /** Gives what is still to be written. */
  #restore(): string {
    try {
      this.#options.screen.destroy();
      return RESET_MODES;
    } catch {
      return LEAVE_ALTERNATE_SCREEN + RESET_MODES;
    }
  }

  #release(): void {
    const { process, input } = this.#options;
    for (const signal of Object.keys(STATUS_OF_SIGNAL)) process.off(signal, this.#onSignal);
    process.off('SIGTSTP', this.#onStop).off('SIGCONT', this.#onContinue);
    process.off('uncaughtException', this.crash).off('unhandledRejection', this.crash);
    input.off('end', this.#onHangup);
    if (this.#keepAlive) clearInterval(this.#keepAlive);
    // The handlers for failing streams stay: what was written last may still fail, and that must not end the process.
  }

  readonly #onSignal = (signal: NodeJS.Signals): void =>
    this.end(STATUS_OF_SIGNAL[signal as keyof typeof STATUS_OF_SIGNAL]);

  readonly #onHangup = (): void => this.end(HANGUP);

  /** Ends the UI after a failure of its own. */
  readonly crash = (reason: unknown): void => {
    const text = reason instanceof Error ? reason.message : String(reason);
    this.end(INTERNAL_ERROR, `internal error: ${text.split('\n', 1)[0] ?? ''}`);
  };

  readonly #onStop = (): void => this.#suspend(this.#options.process.pid);

  #suspend(target: number): void {
    if (this.#isOver || this.#keepAlive) return;
    const { process, screen, terminal } = this.#options;
    screen.suspend();
    // A paused input keeps no process alive: without this, the continued process would end at once.
    this.#keepAlive = setInterval(() => undefined, KEEP_ALIVE_MS);
    process.off('SIGTSTP', this.#onStop);
    // Stopped before the terminal has taken what gives it back, it would stay as it is.
    void terminal.written('').then(() => {
      if (this.#isOver) return;
      process.kill(target, 'SIGTSTP');
      setTimeout(this.#onContinue, STOP_GRACE_MS);
    });
  }

  readonly #onContinue = (): void => {
    if (this.#isOver || !this.#keepAlive) return;
    clearInterval(this.#keepAlive);
    this.#keepAlive = null;
    this.#options.process.on('SIGTSTP', this.#onStop);
    this.#options.screen.resume();
  };
}
