import { createRequire } from 'node:module';

/**
 * The part of blessed 0.1.81 that is used here. Its published types leave most of it out (`screen.lines`, `unicode`,
 * `tput.strings`), so this file names what the code relies on and makes the one cast.
 */

/** `[attributes, character]`; attributes are `flags << 18 | foreground << 9 | background`. */
export type BlessedCell = [attributes: number, text: string];

/** A row of the screen; blessed compares it with what the terminal shows only where it is dirty. */
export type BlessedRow = BlessedCell[] & { dirty: boolean };

export interface BlessedKey {
  /** `a`, `up`, `return`; absent for characters that blessed has no name for. */
  readonly name?: string;
  /** With its modifiers: `C-c`, `S-tab`. */
  readonly full: string;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly shift?: boolean;
}

export interface BlessedMouse {
  readonly action: string;
  readonly x: number;
  readonly y: number;
  /** How the terminal coded it. */
  readonly type: string;
  /** The button code first. */
  readonly raw: readonly [number, ...unknown[]];
}

export interface BlessedTput {
  /** What is drawn in more is drawn in the nearest of these. */
  colors: number;
  readonly strings: Readonly<Record<string, string | undefined>>;
}

export interface BlessedProgram {
  on(event: 'keypress', listener: (char: string | undefined, key: BlessedKey) => void): void;
  on(event: 'mouse', listener: (mouse: BlessedMouse) => void): void;
  setMouse(modes: { cellMotion: boolean; sgrMouse: boolean }, enable: boolean): void;
  flush(): void;
  /** Queues text for the terminal, in order with what blessed writes. */
  _write(text: string): void;
}

export interface BlessedScreen {
  readonly program: BlessedProgram;
  readonly tput: BlessedTput;
  readonly lines: BlessedRow[];
  readonly cols: number;
  readonly rows: number;
  on(event: 'prerender', listener: () => void): void;
  render(): void;
  alloc(): void;
  enter(): void;
  leave(): void;
  destroy(): void;
}

export interface BlessedScreenOptions {
  readonly input: unknown;
  readonly output: unknown;
  readonly terminal: string;
  readonly fullUnicode: boolean;
  readonly forceUnicode: boolean;
  readonly warnings: boolean;
  readonly autoPadding: boolean;
  readonly smartCSR: boolean;
  /** Milliseconds without a further change of size before the screen is drawn anew. */
  readonly resizeTimeout: number;
}

/** Methods of terminfo entries that are patched; `this` is a Tput. */
export interface TputPrototype {
  parseTerminfo: (this: TputInstance, data: Uint8Array, file: string) => unknown;
  _compile: (this: TputInstance, info: unknown, key: string, capability: unknown) => unknown;
  _useXtermInfo: (this: TputInstance) => unknown;
  _tprefix: (this: TputInstance, prefix: unknown, terminal: string, isSimilar?: boolean) => string | undefined;
}

export interface TputInstance {
  readonly terminal: string;
  extended?: boolean;
  _useInternalInfo(name: string): unknown;
}

interface BlessedApi {
  screen(options: BlessedScreenOptions): BlessedScreen;
  readonly Tput: { readonly prototype: TputPrototype };
  readonly unicode: { charWidth(char: string | number, at?: number): number };
}

let loaded: BlessedApi | null = null;

/** Gives blessed, which is loaded when the first screen is made: the views begin their work before that. */
export function blessedApi(): BlessedApi {
  return (loaded ??= createRequire(__filename)('blessed') as BlessedApi);
}
