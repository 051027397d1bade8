import type { UiController } from '../view/ui-controller';

/** Lets the UI go on with what is not done yet, one step a turn of the event loop, so that keys come in between. */
export class Ticker {
  readonly #ui: Pick<UiController, 'nextTickMs' | 'tick'>;
  readonly #render: () => void;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(ui: Pick<UiController, 'nextTickMs' | 'tick'>, render: () => void) {
    this.#ui = ui;
    this.#render = render;
  }

  /** Called with every frame: whatever is left to do began with a key or with news, which draw one. */
  schedule(): void {
    const { nextTickMs } = this.#ui;
    if (this.#timer !== null || this.#isStopped || nextTickMs === null) return;
    this.#timer = setTimeout(() => this.#tick(), nextTickMs);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #tick(): void {
    this.#timer = null;
    this.#ui.tick();
    this.#render();
  }
}
