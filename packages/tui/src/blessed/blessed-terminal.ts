import type { Size } from '../view/screen/rectangle';
import { lookOf, LONG_TEXT, LOOK_COUNT } from '../view/screen/screen-frame';
import type { ScreenFrame } from '../view/screen/screen-frame';
import { attributesOf, colorTheme } from '../view/screen/theme';
import type { Background, ThemeName } from '../view/screen/theme';
import type { TtyInput } from '../terminal/tty-input';
import { blessedApi } from './blessed-api';
import type { BlessedMouse, BlessedScreen } from './blessed-api';
import { cellAttributes } from './cell-attributes';
import { keyName } from './key-name';
import { patchBlessed } from './patch-blessed';
import type { MouseEvent, TerminalScreen } from './terminal-screen';

export interface BlessedTerminalOptions {
  readonly input: TtyInput;
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
  /** TERM. */
  readonly terminal: string;
  readonly isUtf8: boolean;
  /** False: bold, underline and inverse only. */
  readonly isColored: boolean;
}

const RESIZE_QUIET_MS = 50;

const BRACKETED_PASTE_ON = '\x1b[?2004h';
const BRACKETED_PASTE_OFF = '\x1b[?2004l';

const MOUSE_ACTIONS: Readonly<Record<string, MouseEvent['action']>> = {
  wheelup: 'wheel-up',
  wheeldown: 'wheel-down',
  mousedown: 'press',
};

/** The bit of SGR's button code that says that the mouse moved. */
const SGR_MOVEMENT = 32;

/**
 * Draws on a terminal through blessed: blessed compares the cells with those on the terminal, knows its control
 * sequences and names its keys. No widget, tag or content string of blessed is used: cells are copied into its screen.
 */
export class BlessedTerminal implements TerminalScreen {
  readonly #screen: BlessedScreen;
  readonly #input: TtyInput;
  readonly #isColored: boolean;
  /** Of each look of a frame, in blessed's numbers. */
  #attributes: Int32Array;
  #theme: ThemeName = 'auto';
  #background: Background = null;
  #isMouseOn = false;

  constructor(options: BlessedTerminalOptions) {
    patchBlessed();
    this.#input = options.input;
    this.#screen = createScreen(options);
    this.#isColored = options.isColored;
    this.#attributes = this.#attributesOfLooks();
    this.#screen.program._write(BRACKETED_PASTE_ON);
  }

  get size(): Size {
    return { columns: this.#screen.cols, rows: this.#screen.rows };
  }

  get colorCount(): number {
    return this.#screen.tput.colors;
  }

  get canAddressCursor(): boolean {
    return Boolean(this.#screen.tput.strings.cursor_address);
  }

  onKey(listener: (key: string) => void): void {
    let half = '';
    this.#screen.program.on('keypress', (_char, key) => {
      const name = keyName(key);
      // blessed reports a character outside the Basic Multilingual Plane as two halves.
      if (name !== null && /^[\ud800-\udbff]$/.test(name)) half = name;
      else if (name !== null) {
        listener(half + name);
        half = '';
      }
    });
  }

  onPaste(listener: (text: string) => void): void {
    this.#input.on('paste', listener);
  }

  onMouse(listener: (event: MouseEvent) => void): void {
    this.#screen.program.on('mouse', ({ action, x, y, type, raw }: BlessedMouse) => {
      const known = MOUSE_ACTIONS[action];
      // blessed takes a movement for another press.
      const isMovement = type === 'sgr' && (raw[0] & SGR_MOVEMENT) !== 0;
      if (known) listener({ action: isMovement ? 'drag' : known, x, y });
    });
  }

  onFrame(draw: (size: Size) => ScreenFrame | null): void {
    // Also called by blessed itself after a change of size.
    this.#screen.on('prerender', () => this.#copy(draw(this.size)));
  }

  render(): void {
    this.#screen.render();
  }

  redraw(): void {
    this.#screen.alloc();
    this.#screen.render();
  }

  setMouse(isOn: boolean): void {
    this.#isMouseOn = isOn;
    this.#writeMouse(isOn);
  }

  setTheme(theme: ThemeName): void {
    this.#theme = theme;
    this.#attributes = this.#attributesOfLooks();
  }

  setBackground(background: Background): void {
    this.#background = background;
    this.#attributes = this.#attributesOfLooks();
  }

  setColorCount(count: number): void {
    this.#screen.tput.colors = count;
    this.#attributes = this.#attributesOfLooks();
  }

  send(text: string): void {
    this.#screen.program._write(text);
  }

  suspend(): void {
    this.#writeMouse(false);
    this.#screen.program._write(BRACKETED_PASTE_OFF);
    this.#screen.leave();
    this.#input.setRawMode(false).pause();
  }

  resume(): void {
    this.#input.setRawMode(true).resume();
    this.#screen.enter();
    this.#screen.program._write(BRACKETED_PASTE_ON);
    if (this.#isMouseOn) this.#writeMouse(true);
    this.redraw();
  }

  destroy(): void {
    this.#writeMouse(false);
    this.#screen.program._write(BRACKETED_PASTE_OFF);
    this.#screen.destroy();
    this.#input.close();
  }

  #writeMouse(isOn: boolean): void {
    // Movements are reported while a button is pressed, and not else.
    this.#screen.program.setMouse({ cellMotion: isOn, sgrMouse: isOn }, isOn);
  }

  #copy(frame: ScreenFrame | null): void {
    this.#screen.lines.forEach((row, y) => {
      row.forEach((cell, x) => {
        const place = frame !== null && x < frame.columns && y < frame.rows ? y * frame.columns + x : -1;
        const unit = frame?.units[place] ?? ' ';
        cell[0] = this.#attributes[frame?.looks[place] ?? 0] ?? 0;
        cell[1] = unit === LONG_TEXT ? (frame?.longTexts.get(place) ?? ' ') : unit;
      });
      row.dirty = true;
    });
  }

  #attributesOfLooks(): Int32Array {
    const colorCount = this.#isColored ? this.colorCount : 0;
    const options = { theme: colorTheme(this.#theme, this.#background), colorCount };
    return Int32Array.from({ length: LOOK_COUNT }, (_, number) => {
      const { style, emphasis } = lookOf(number);
      return cellAttributes(attributesOf(style, emphasis, options));
    });
  }
}

function createScreen({ input, output, terminal, isUtf8 }: BlessedTerminalOptions): BlessedScreen {
  const { NCURSES_NO_UTF8_ACS } = process.env;
  // Else blessed sends line drawing as letters of the alternate character set, which UTF-8 terminals may show as letters.
  process.env.NCURSES_NO_UTF8_ACS = '1';
  const screen = blessedApi().screen({
    input,
    output,
    terminal,
    fullUnicode: true,
    forceUnicode: isUtf8,
    warnings: false,
    autoPadding: false,
    smartCSR: false,
    resizeTimeout: RESIZE_QUIET_MS,
  });
  if (NCURSES_NO_UTF8_ACS === undefined) delete process.env.NCURSES_NO_UTF8_ACS;
  else process.env.NCURSES_NO_UTF8_ACS = NCURSES_NO_UTF8_ACS;
  return screen;
}
