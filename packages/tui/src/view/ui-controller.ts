import { COMMANDS } from './commands/command-table';
import type { Command, Update } from './commands/command';
import { moved, movedTo } from './commands/move-commands';
import { withBorderAt } from './commands/pane-commands';
import { drawScreen } from './draw-screen';
import type { Effect, Notice, Question, SaveScreen } from './effect';
import { KeyBindings } from './keys/key-bindings';
import { keyLabel } from './keys/key-label';
import { NO_PENDING_KEYS, readKey } from './keys/key-reader';
import type { PendingKeys } from './keys/key-reader';
import { PANES } from './panes/pane-table';
import { savedScreen } from './save/saved-screen';
import { openPrompt } from './prompts/prompt-state';
import { pasteText, typeKey } from './prompts/type-key';
import type { CellGrid } from './screen/cell-grid';
import type { Charset } from './screen/charset';
import type { Display } from './screen/display';
import { isIn } from './screen/rectangle';
import type { Size } from './screen/rectangle';
import { screenLayout } from './screen/screen-layout';
import { colorTheme } from './screen/theme';
import type { Background } from './screen/theme';
import { AnomalyFinder } from './state/anomaly-finder';
import { atHandshake, hasHandshake } from './state/at-handshake';
import { keyNeeds } from './state/key-needs';
import { settle } from './state/settle';
import type { UserSettings } from './settings/parse-settings';
import { SETTINGS } from './settings/settings';
import { UiContent } from './state/ui-content';
import { FRAME_MS, played } from './replay/replay-clock';
import { shownRows } from './state/shown-rows';
import { goOnScanning, isScanning } from './state/row-scans';
import { ofOtherRun } from './state/of-other-run';
import { currentView, initialState } from './state/ui-state';
import type { UiState } from './state/ui-state';
import type { UiContext } from './ui-context';
import type { UiSnapshot } from './ui-source';

const WHEEL_ROWS = 3;

const YES_KEYS: ReadonlySet<string> = new Set(['y', 'Y']);
const NO_KEYS: ReadonlySet<string> = new Set(['n', 'N', 'q', 'escape', 'enter', 'C-c', 'C-g']);

/** A key that is pressed meanwhile waits no longer than this. */
const LONGEST_TICK_MS = 8;

export interface UiControllerOptions {
  readonly title: string;
  readonly snapshot: UiSnapshot;
  readonly display: Display;
  /** Which key does what; the commands' own keys unless given. */
  readonly bindings?: KeyBindings;
  /** Milliseconds of a clock that never goes back; without one, work is done at once, whatever it takes. */
  readonly nowMs?: () => number;
  /** Once a run that is still followed has done its work, goes back to where it began; see atHandshake(). */
  readonly returnsToStart?: boolean;
}

/** The UI without a terminal: keys, sizes and snapshots in, frames and effects out. */
export class UiController {
  readonly #nowMs: () => number;
  readonly #anomalyFinder: AnomalyFinder;
  #context: UiContext;
  /** Still to be done; once it is, whatever comes later is where the user wants to be. */
  #returnsToStart: boolean;
  #pending: PendingKeys = NO_PENDING_KEYS;
  /** What moves with the mouse while its button is pressed. */
  #dragged: 'border' | 'replay' | null = null;
  /** What the terminal can show; the user may want less. */
  #terminalCharset: Charset;

  constructor({ title, snapshot, display, bindings, nowMs = () => 0, returnsToStart = false }: UiControllerOptions) {
    this.#returnsToStart = returnsToStart;
    this.#nowMs = nowMs;
    this.#anomalyFinder = new AnomalyFinder(nowMs);
    this.#terminalCharset = display.charset;
    const content = new UiContent(snapshot);
    const state = initialState(content);
    this.#context = { title, state, content, display, bindings: bindings ?? new KeyBindings(COMMANDS) };
    this.#settle(state);
  }

  get state(): UiState {
    return this.#context.state;
  }

  /** Chooses what the user's settings say; gives what is to do for it. */
  applySettings({ values, hiddenColumns }: Pick<UserSettings, 'values' | 'hiddenColumns'>): readonly Effect[] {
    this.#settle({ ...this.state, hiddenColumns });
    return SETTINGS.flatMap(({ name, set }) => {
      const value = values[name];
      return value === undefined ? [] : (this.#carryOut(set(this.state, value)) ?? []);
    });
  }

  /** Takes one key by its name; gives what the terminal or the program has to do for it. */
  key(name: string): Effect | null {
    this.#context = { ...this.#context, state: { ...this.state, notice: null } };
    const { prompt, question } = this.state;
    if (question) return this.#answer(question, name);
    const typed = prompt && typeKey(this.#context, prompt, name);
    return typed ? this.#carryOut(typed) : this.#commandKey(name);
  }

  /** Takes pasted text: part of the line that is typed, and no keys where none is. */
  paste(text: string): void {
    const { prompt } = this.state;
    if (prompt) this.#settle(pasteText(this.#context, prompt, text));
  }

  /** Three rows at a step, as elsewhere on terminals. */
  wheel(direction: 'up' | 'down'): void {
    this.#settle(moved(this.state, direction === 'up' ? -WHEEL_ROWS : WHEEL_ROWS));
  }

  /** A press on a row of a list puts the cursor there; a press on the detail moves the keys there. Cells from 0. */
  press(x: number, y: number): void {
    const view = currentView(this.state);
    const { main, detail, rule } = screenLayout(this.#context.display.size, view, this.state.panes);
    this.#dragged = rule && isIn(rule, x, y) ? 'border' : view === 'replay' ? 'replay' : null;
    if (this.#dragged === 'border') return;
    const isInDetail = detail !== null && isIn(detail, x, y);
    const pane = PANES[isInDetail ? 'detail' : view];
    if (isInDetail) this.#context = { ...this.#context, state: { ...this.state, focus: 'detail' } };
    if (pane.press) this.#settle(pane.press(this.#context, detail ?? main, x, y));
    else this.#pressRow(y - main.y - 1, main.height - 1);
  }

  /** A movement with the button pressed: the border between ladder and detail comes along, and so does the replay. Cells from 0. */
  drag(x: number, y: number): void {
    if (this.#dragged === 'border') this.#settle(withBorderAt(this.#context, x, y));
    else if (this.#dragged === 'replay') this.press(x, y);
  }

  /** Shows a newer snapshot; held back while the user has paused. */
  show(snapshot: UiSnapshot): void {
    if (this.state.isPaused && snapshot.recording.status === 'live') return;
    const isOtherRun = snapshot.runs?.current !== this.#context.content.snapshot.runs?.current;
    const content = new UiContent(snapshot, this.#context.content);
    // Marks that were there stay there while a recording grows.
    if (isOtherRun) this.#anomalyFinder.forget();
    else if (!content.areAnomaliesFound) content.takeAnomalies(this.#context.content.anomalies, { isComplete: false });
    this.#context = { ...this.#context, content };
    if (isOtherRun) this.#context = { ...this.#context, state: ofOtherRun(this.state, content) };
    const next = { ...this.state, isPaused: this.state.isPaused && content.isLive };
    // Calls may be read before the packets of the same moment: then the run is not done yet.
    const isDone = this.#returnsToStart && !isRunning(content) && hasHandshake(content);
    if (isDone) this.#returnsToStart = false;
    this.#settle(isDone && next.isFollowing ? atHandshake(next, content) : next);
  }

  /** Says something in the last line until the next key, or asks something until it is answered. */
  notify(report: Notice | Question): void {
    const isQuestion = 'question' in report;
    this.#settle({ ...this.state, ...(isQuestion ? { question: report, prompt: null } : { notice: report }) });
  }

  /** The terminal has said what its background is. */
  setBackground(background: Background): void {
    this.#settle({ ...this.state, background });
  }

  /** The terminal turned out to show other characters than was thought. */
  setCharset(charset: Charset): void {
    this.#terminalCharset = charset;
    this.#settle(this.state);
  }

  /** In how many milliseconds tick() wants to be called; null: not before something else happens. */
  get nextTickMs(): number | null {
    const { content } = this.#context;
    if (isScanning(content) || content.isSorting) return 0;
    const waits = [this.#isReplaying ? FRAME_MS : null, this.#anomalyFinder.waitMs(content)];
    return waits.reduce((least, wait) => (least === null || (wait !== null && wait < least) ? wait : least), null);
  }

  /** Goes on with what takes longer than a key may, a filter or a search through many rows, the order of a long list, and with the replay. */
  tick(): void {
    const start = this.#nowMs();
    const isTimeUp = (): boolean => this.#nowMs() - start > LONGEST_TICK_MS;
    const { content } = this.#context;
    goOnScanning(content, isTimeUp);
    if (!isTimeUp()) content.goOnSorting(isTimeUp);
    if (!isTimeUp()) this.#anomalyFinder.advance(content, isTimeUp);
    this.#settle(this.#isReplaying ? this.#replayed() : this.state);
  }

  /** Gives the frame for a size. */
  frame(size: Size): CellGrid {
    const { display } = this.#context;
    const { columns, rows } = display.size;
    if (size.columns !== columns || size.rows !== rows) this.#display({ ...display, size });
    return drawScreen(this.#context, this.#pending);
  }

  get #isReplaying(): boolean {
    return currentView(this.state) === 'replay' && this.state.replay.isPlaying;
  }

  #replayed(): UiState {
    const { state } = this;
    return { ...state, replay: played(state.replay, shownRows(state, this.#context.content), this.#nowMs()) };
  }

  /** Yes has it carried out, no and the ways back drop it; other keys are no answer. */
  #answer({ effect }: Question, key: string): Effect | null {
    const isYes = YES_KEYS.has(key);
    if (!isYes && !NO_KEYS.has(key)) return null;
    const notice = isYes ? null : { text: 'nothing was done', isProblem: false };
    this.#settle({ ...this.state, question: null, notice });
    return isYes ? effect : null;
  }

  #commandKey(name: string): Effect | null {
    const { bindings } = this.#context;
    const bound = bindings.of(currentView(this.state), keyNeeds(this.#context));
    const { first } = this.#pending;
    const { pending, command, count } = readKey(this.#pending, name, bound);
    this.#pending = pending;
    if (command) return this.#run(command, count, name);
    if (pending === NO_PENDING_KEYS && name !== 'escape') this.notify(this.#unknown(first, name));
    return null;
  }

  /** Who tries a key that is none learns where the keys are. */
  #unknown(first: string | null, name: string): Notice {
    const key = `${first === null ? '' : keyLabel(first)}${keyLabel(name)}`;
    const [help] = this.#context.bindings.keysOf('help');
    const hint = help === undefined ? ':help' : keyLabel(help);
    return { text: `${key} does nothing here; ${hint} lists the keys`, isProblem: false };
  }

  #run(command: Command, count: number | null, key: string): Effect | null {
    if (command.argument?.isOptional === false) {
      return this.#carryOut({ state: { ...this.state, prompt: openPrompt('command', `${command.name} `) } });
    }
    return this.#carryOut(command.run({ ...this.#context, count, key, argument: '' }));
  }

  #carryOut({ state, effect }: Update): Effect | null {
    if (state) this.#settle(state);
    return effect?.kind === 'save-screen' ? this.#screenSaved(effect) : (effect ?? null);
  }

  /** Without what is typed or said in the last line. */
  #screenSaved({ fileName, format, mayReplace }: SaveScreen): Effect {
    const state = { ...this.state, prompt: null, notice: null };
    const grid = drawScreen({ ...this.#context, state }, NO_PENDING_KEYS);
    return {
      kind: 'save',
      fileName,
      mayReplace,
      text: savedScreen(grid, format, colorTheme(state.theme, state.background)),
      what: 'the screen',
    };
  }

  #pressRow(row: number, height: number): void {
    const { top, rowAt } = PANES[currentView(this.state)];
    if (top === undefined || row < 0 || row >= height) return;
    const place = rowAt ? rowAt(this.#context, row, height) : top(this.state) + row;
    if (place !== null) this.#settle(movedTo({ ...this.state, focus: 'list' }, place));
  }

  #display(display: Display): void {
    this.#context = { ...this.#context, display };
    this.#settle(this.state);
  }

  #charset({ isAscii }: UiState): Charset {
    return isAscii ? { ...this.#terminalCharset, asciiGlyphs: true } : this.#terminalCharset;
  }

  #settle(state: UiState): void {
    const display = { ...this.#context.display, charset: this.#charset(state) };
    this.#context = { ...this.#context, display, state };
    this.#context = { ...this.#context, state: settle(this.#context) };
  }
}

/** False: the run has ended, or waits for what the user lets it send. */
function isRunning({ isLive, snapshot }: UiContent): boolean {
  return isLive && snapshot.canSend !== true;
}
