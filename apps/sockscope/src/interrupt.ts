import { constants } from 'node:os';

/** Signals that ask for an end: Ctrl-C, kill(1)'s default, a terminal that went away. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a recording ended whose UI, in the process that started this one, was quit or is gone. */
const ENDED_WITH_UI = 'ended with its UI';

/** The wish to end, by the first signal that asked for it. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #reason: (name: NodeJS.Signals) => string;
  #status: number | null = null;

  /** @param reason What to abort with, given the signal's name. */
  constructor(reason: (name: NodeJS.Signals) => string) {
    this.#reason = reason;
    for (const name of ENDING_SIGNALS) process.on(name, this.#onSignal);
    // The process that started this one as its recorder wants it to end, or is gone.
    if (process.connected) process.on('disconnect', this.#onDisconnect);
  }

  /** Aborted when a signal came; see the constructor for the reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** 128 + the number of the signal that came, or null. */
  get status(): number | null {
    return this.#status;
  }

  /** Leaves signals to others again. */
  release(): void {
    for (const name of ENDING_SIGNALS) process.off(name, this.#onSignal);
    process.off('disconnect', this.#onDisconnect);
  }

  readonly #onSignal = (name: NodeJS.Signals): void => {
    this.#status ??= 128 + constants.signals[name];
    this.#controller.abort(this.#reason(name));
  };

  readonly #onDisconnect = (): void => {
    this.#status ??= 128 + constants.signals.SIGTERM;
    this.#controller.abort(ENDED_WITH_UI);
  };
}
