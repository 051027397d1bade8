import { constants } from 'node:os';

/** Signals that ask for an end: Ctrl-C, kill(1)'s default, a terminal that went away. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a recording ended early, in the words of its session.json. The UI that watches it is the process that started it. */
export function howInterrupted(signal: NodeJS.Signals | null): string {
  return signal === null ? 'ended with its UI' : `interrupted by ${signal}`;
}

/** The wish to end, by the first signal that asked for it. */
export class Interrupt {
  readonly #controller = new AbortController();
  readonly #reason: (name: NodeJS.Signals | null) => string;
  #status: number | null = null;

  /** @param reason What to abort with, given the signal's name; null where the process that started this one is gone. */
  constructor(reason: (name: NodeJS.Signals | null) => string) {
    this.#reason = reason;
    for (const name of ENDING_SIGNALS) process.on(name, this.#onSignal);
    // The process that started this one, as its recorder or as a program of its recording, wants it to end, or is gone.
    if (process.connected) process.on('disconnect', this.#onDisconnect);
    else if (process.connected === false) this.#onDisconnect();
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
    this.#controller.abort(this.#reason(null));
  };
}
