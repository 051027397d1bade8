import type { Effect, Notice } from '../view/effect';
import type { Charset } from '../view/screen/charset';
import type { Size } from '../view/screen/rectangle';
import type { Background } from '../view/screen/theme';
import type { ScreenFrame } from '../view/screen/screen-frame';

/** What the views must know of the terminal before their first frame. */
export interface ViewsSetting {
  readonly size: Size;
  readonly charset: Charset;
  /** Where the settings are and where files go: XDG_CONFIG_HOME and HOME are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the terminal tells the views. */
export type ViewsInput =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Of the mouse, at a cell from 0. */
  | { readonly kind: 'press' | 'drag'; readonly x: number; readonly y: number }
  | { readonly kind: 'wheel'; readonly direction: 'up' | 'down' }
  | { readonly kind: 'size'; readonly size: Size }
  | { readonly kind: 'charset'; readonly charset: Charset }
  | { readonly kind: 'background'; readonly background: Background }
  /** What came of an effect. */
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** The terminal has taken the last frame: there may be another. */
  | { readonly kind: 'drawn' }
  /** A program of the recording waits for a message to send. */
  | { readonly kind: 'sender-ready' };

/** What the user does at the terminal. Each is answered once; what the program tells by itself is not. */
export type UserInput = Extract<ViewsInput, { readonly kind: 'key' | 'paste' | 'press' | 'drag' | 'wheel' }>;

const USER_KINDS: ReadonlySet<ViewsInput['kind']> = new Set<UserInput['kind']>([
  'key',
  'paste',
  'press',
  'drag',
  'wheel',
]);

/** True for what the views answer with `answered`. */
export function isUserInput(input: ViewsInput): input is UserInput {
  return USER_KINDS.has(input.kind);
}

/** What is left to the terminal's side. */
export type TerminalEffect = Extract<
  Effect,
  { readonly kind: 'quit' | 'redraw' | 'suspend' | 'mouse' | 'copy' | 'theme' }
>;

/** What the views tell the terminal. */
export type ViewsNews =
  /** How far the reading is, one line, safe to print. */
  | { readonly kind: 'progress'; readonly text: string }
  | ({ readonly kind: 'opened' } & Reading)
  /** There is nothing to show: the UI ends with that status. */
  | ({ readonly kind: 'refused' } & Reading)
  | { readonly kind: 'frame'; readonly frame: ScreenFrame }
  | { readonly kind: 'effect'; readonly effect: TerminalEffect }
  /** For a program of the recording. */
  | { readonly kind: 'send'; readonly text: string }
  /** A key, or whatever else the user did, has been dealt with. */
  | { readonly kind: 'answered' }
  | { readonly kind: 'crashed'; readonly error: unknown };

/** What came of the reading of what is shown. */
export interface Reading {
  /** What could not be read, a line each, safe to print; said when the terminal is given back. */
  readonly problems: readonly string[];
  /** The exit status that these deserve; 0 without. */
  readonly status: number;
}

/**
 * Everything of the UI but the terminal: what is read, its join, what keys do, the drawing. It runs in another thread than
 * the terminal, which may stop taking output at any moment and for any time.
 */
export interface Views {
  /** Begins. `listener` is called with all that they have to tell. */
  start(setting: ViewsSetting, listener: (news: ViewsNews) => void): void;
  tell(input: ViewsInput): void;
  /** Ends them, whatever they do at the moment. */
  close(): void;
}
