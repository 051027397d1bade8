import type { Emphasis, Style } from './styles';

/** How a cell looks. Colours are those of the terminal, 0 to 255; null is its default, so light and dark screens both work. */
export interface Attributes {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/**
 * `auto` is dark or light as the terminal's background, where that is known; `terminal` has the terminal's own 16 colours,
 * whatever they are; `high-contrast` a background of its own; `plain` no colours.
 */
export type ThemeName = 'auto' | ColorTheme;

/** A theme whose colours are known. */
export type ColorTheme = 'terminal' | 'dark' | 'light' | 'high-contrast' | 'plain';

export const THEME_NAMES: readonly ThemeName[] = ['auto', 'terminal', 'dark', 'light', 'high-contrast', 'plain'];

/** What the terminal says of its background; null: nothing, or not yet. */
export type Background = 'dark' | 'light' | null;

/** Gives the theme that is drawn. */
export function colorTheme(theme: ThemeName, background: Background): ColorTheme {
  return theme === 'auto' ? (background ?? 'terminal') : theme;
}

export interface ThemeOptions {
  readonly theme: ColorTheme;
  /** 0: none may be used, as with NO_COLOR and on terminals with fewer than 8. Below 256 the terminal's own are used. */
  readonly colorCount: number;
}

/** What a style's colour means; each theme has its own for it. */
type Hue = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/**
 * The terminal's own. Grey (8) is left out: terminals with 8 colours show it as black on black. So is blue (4): xterm and the Linux
 * console have it so dark that it can hardly be read on black.
 */
const TERMINAL: Readonly<Record<Hue, number>> = { red: 1, green: 2, yellow: 3, blue: 6, magenta: 5, cyan: 6 };

/** Of the 8 of a terminal those that can be read on a light background: green, yellow, cyan and bold magenta cannot. */
const LIGHT_OF_8: Readonly<Record<Hue, number | null>> = {
  red: 1,
  green: null,
  yellow: 4,
  blue: 4,
  magenta: 4,
  cyan: 4,
};

/**
 * Of the 256 colours of xterm: light ones for dark screens, dark ones for light screens. Each has at least 4.5 times the luminance of
 * the usual backgrounds, or that of its own, 7 times (WCAG 2.2 §1.4.3 and §1.4.6).
 */
const PALETTES: Readonly<Record<ColorTheme, Readonly<Record<Hue, number>>>> = {
  terminal: TERMINAL,
  dark: { red: 210, green: 114, yellow: 221, blue: 111, magenta: 183, cyan: 80 },
  light: { red: 124, green: 22, yellow: 94, blue: 25, magenta: 90, cyan: 23 },
  'high-contrast': { red: 210, green: 46, yellow: 226, blue: 117, magenta: 213, cyan: 51 },
  plain: TERMINAL,
};

/** Text and background of high contrast: white on black of the 256 colours, else of the terminal's own. */
const HIGH_CONTRAST = { foreground: 231, background: 16 } as const;
const HIGH_CONTRAST_OF_8 = { foreground: 7, background: 0 } as const;

interface Look {
  readonly hue?: Hue;
  readonly bold?: boolean;
  readonly inverse?: boolean;
}

const PLAIN: Attributes = { foreground: null, background: null, bold: false, underline: false, inverse: false };

// What the colours say, the ladder says in letters and glyphs too.
const LOOKS: Readonly<Record<Style, Look>> = {
  plain: {},
  heading: { bold: true },
  time: {},
  call: { bold: true },
  'call-failed': { hue: 'red', bold: true },
  inferred: { hue: 'magenta' },
  bracket: { hue: 'yellow' },
  state: { hue: 'cyan' },
  lifeline: { hue: 'blue' },
  packet: { hue: 'green' },
  'packet-kernel': { hue: 'blue' },
  'packet-reset': { hue: 'red', bold: true },
  'packet-retransmission': { hue: 'yellow' },
  data: { hue: 'cyan' },
  note: {},
  problem: { hue: 'red', bold: true },
  status: { inverse: true },
  'status-live': { hue: 'green', bold: true, inverse: true },
  'status-problem': { hue: 'red', bold: true, inverse: true },
  rule: { hue: 'blue' },
  bar: { hue: 'cyan' },
  mark: { hue: 'yellow', bold: true },
  cursor: { inverse: true },
  menu: {},
  'menu-name': { bold: true },
  'hint-key': { bold: true },
  hint: {},
  'field-name': { hue: 'cyan' },
  'field-value': {},
  reference: { hue: 'blue' },
  'hex-offset': { hue: 'blue' },
  hex: {},
  'hex-text': { hue: 'green' },
  // Red says that something went wrong, and blue is cyan on the terminals that have 16 colours.
  'group-1': { hue: 'cyan' },
  'group-2': { hue: 'yellow' },
  'group-3': { hue: 'magenta' },
  'group-4': { hue: 'green' },
  'group-5': { hue: 'cyan', bold: true },
  'group-6': { hue: 'yellow', bold: true },
  'group-7': { hue: 'magenta', bold: true },
  'group-8': { hue: 'green', bold: true },
};

/** Every style. */
export const STYLES = Object.keys(LOOKS) as readonly Style[];

/** Gives the attributes of a style on a row: a selected row is inverse in one colour, a linked one bold and underlined. */
export function attributesOf(style: Style, emphasis: Emphasis, options: ThemeOptions): Attributes {
  const { hue, bold = false, inverse = false } = LOOKS[style];
  const isBold = bold || (options.theme === 'high-contrast' && hue !== undefined);
  const plain = { ...PLAIN, ...ownColors(options) };
  // Not bold: some terminals give bold text another colour, which is hard to read in inverse.
  if (emphasis === 'selected') return { ...plain, inverse: true };
  const found = colorOf('yellow', options) ?? plain.foreground;
  if (emphasis === 'found') return { ...plain, bold: true, inverse: true, foreground: found };
  const foreground = (hue === undefined ? null : colorOf(hue, options)) ?? plain.foreground;
  const attributes = { ...plain, bold: isBold, inverse, foreground };
  return emphasis === 'linked' ? { ...attributes, bold: true, underline: true } : attributes;
}

/** Those of text without a meaning, where they are not the terminal's. */
function ownColors({ theme, colorCount }: ThemeOptions): Pick<Attributes, 'foreground' | 'background'> | null {
  if (theme !== 'high-contrast' || colorCount < 8) return null;
  return colorCount < 256 ? HIGH_CONTRAST_OF_8 : HIGH_CONTRAST;
}

function colorOf(hue: Hue, { theme, colorCount }: ThemeOptions): number | null {
  if (colorCount < 8 || theme === 'plain') return null;
  if (colorCount < 256) return (theme === 'light' ? LIGHT_OF_8 : TERMINAL)[hue];
  return PALETTES[theme][hue];
}
