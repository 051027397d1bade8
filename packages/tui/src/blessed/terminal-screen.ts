import type { Background, ThemeName } from '../view/screen/theme';
import type { Size } from '../view/screen/rectangle';
import type { ScreenFrame } from '../view/screen/screen-frame';

/** A wheel step, a press of a button, or a movement while it is pressed; cells from 0. */
export interface MouseEvent {
  readonly action: 'wheel-up' | 'wheel-down' | 'press' | 'drag';
  readonly x: number;
  readonly y: number;
}

/** A terminal that can be drawn on. */
export interface TerminalScreen {
  readonly size: Size;
  readonly colorCount: number;
  /** False on terminals that cannot place the cursor: nothing can be drawn there. */
  readonly canAddressCursor: boolean;
  /** Called with a key's name, see keyName(). */
  onKey(listener: (key: string) => void): void;
  /** Calls `listener` with text that was pasted as a whole. */
  onPaste(listener: (text: string) => void): void;
  onMouse(listener: (event: MouseEvent) => void): void;
  /**
   * Asks for the frame whenever one is needed, after a change of size too; one of another size is cut, what it leaves
   * blank. null: a blank screen.
   */
  onFrame(draw: (size: Size) => ScreenFrame | null): void;
  /** Draws a frame; only cells that changed are sent. */
  render(): void;
  /** Sends every cell anew, for a screen that another program wrote on. */
  redraw(): void;
  /** The next frame has the looks of this theme. */
  setTheme(theme: ThemeName): void;
  /** What the terminal has said of itself; the theme `auto` goes by it. */
  setBackground(background: Background): void;
  /** The terminal has more colours than its entry in terminfo says. */
  setColorCount(count: number): void;
  setMouse(isOn: boolean): void;
  /** Sends text that leaves the screen as it was, such as a question to the terminal. */
  send(text: string): void;
  /** Gives the terminal back until resume(). */
  suspend(): void;
  resume(): void;
  /** Gives the terminal back for good. */
  destroy(): void;
}
