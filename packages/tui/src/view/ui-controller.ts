import { drawScreen } from './draw-screen';
import { NO_PENDING_KEYS, readKey } from './keys/key-reader';
import type { PendingKeys } from './keys/key-reader';
import type { CellGrid } from './screen/cell-grid';
import type { Charset } from './screen/charset';
import type { Display } from './screen/display';
import type { Size } from './screen/rectangle';
import { screenLayout } from './screen/screen-layout';
import { keyNeeds } from './state/key-needs';
import { atHandshake } from './state/at-handshake';
import { settle } from './state/settle';
import { UiContent } from './state/ui-content';
import { currentView, initialState } from './state/ui-state';
import type { UiState } from './state/ui-state';
import { update } from './state/update';
import type { Command, Effect } from './state/update';
import type { UiSnapshot } from './ui-source';

const WHEEL_ROWS = 3;

export interface UiControllerOptions {
  readonly title: string;
  readonly snapshot: UiSnapshot;
  readonly display: Display;
  /** Once a run that is still followed has ended, goes back to where it began; see atHandshake(). */
  readonly returnsToStart?: boolean;
}

/** The UI without a terminal: keys, sizes and snapshots in, frames and effects out. */
export class UiController {
  readonly #title: string;
  readonly #returnsToStart: boolean;
  #content: UiContent;
  #state: UiState;
  /** As of the snapshot shown: a recording that grows changes under it. */
  #isLive: boolean;
  #pending: PendingKeys = NO_PENDING_KEYS;
  #display: Display;

  constructor({ title, snapshot, display, returnsToStart = false }: UiControllerOptions) {
    this.#returnsToStart = returnsToStart;
    this.#title = title;
    this.#display = display;
    this.#content = new UiContent(snapshot);
    this.#isLive = this.#content.isLive;
    this.#state = settle(initialState(this.#content.connectionCount, this.#content.isLive), this.#content, display);
  }

  get state(): UiState {
    return this.#state;
  }

  /** Takes one key by its name; gives what the terminal or the program has to do for it. */
  key(name: string): Effect | null {
    const has = keyNeeds(this.#content, this.#display);
    const { pending, action, count } = readKey(this.#pending, name, currentView(this.#state), has);
    this.#pending = pending;
    return action ? this.#do({ action, count }) : null;
  }

  /** Three rows at a step, as elsewhere on terminals. */
  wheel(direction: 'up' | 'down'): void {
    this.#do({ action: direction === 'up' ? 'move-up' : 'move-down', count: WHEEL_ROWS });
  }

  /** A press on a row of a list puts the cursor there; a press on the detail moves the keys there. Cells from 0. */
  press(x: number, y: number): void {
    const { main, detail } = screenLayout(this.#display.size, currentView(this.#state));
    const view = currentView(this.#state);
    const isInDetail = detail !== null && x >= detail.x && y >= detail.y && y < detail.y + detail.height;
    if (isInDetail) this.#settle({ ...this.#state, focus: 'detail' });
    else if (view === 'ladder' || view === 'connections') this.#pressRow(y - main.y - 1, main.height - 1);
  }

  /** Shows a newer snapshot; held back while the user has paused. */
  show(snapshot: UiSnapshot): void {
    if (this.#state.isPaused && snapshot.recording.status === 'live') return;
    this.#content = new UiContent(snapshot);
    const hasEnded = this.#isLive && !this.#content.isLive;
    this.#isLive = this.#content.isLive;
    const next = { ...this.#state, isPaused: false };
    this.#settle(hasEnded && this.#returnsToStart && next.isFollowing ? atHandshake(next, this.#content) : next);
  }

  /** The terminal turned out to show other characters than was thought. */
  setCharset(charset: Charset): void {
    this.#display = { ...this.#display, charset };
    this.#settle(this.#state);
  }

  /** Gives the frame for a size. */
  frame(size: Size): CellGrid {
    const { columns, rows } = this.#display.size;
    if (size.columns !== columns || size.rows !== rows) {
      this.#display = { ...this.#display, size };
      this.#settle(this.#state);
    }
    return drawScreen({
      title: this.#title,
      state: this.#state,
      content: this.#content,
      pending: this.#pending,
      display: this.#display,
    });
  }

  #pressRow(row: number, height: number): void {
    if (row < 0 || row >= height) return;
    const { top } = currentView(this.#state) === 'ladder' ? this.#state.ladder : this.#state.connections;
    this.#state = { ...this.#state, focus: 'list' };
    this.#do({ action: 'top', count: top + row + 1 });
  }

  #do(command: Command): Effect | null {
    const { state, effect } = update(this.#state, command, this.#content, this.#display);
    this.#state = state;
    return effect;
  }

  #settle(state: UiState): void {
    this.#state = settle(state, this.#content, this.#display);
  }
}
