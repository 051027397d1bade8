import type { Emphasis, Style } from './styles';

/** How a cell looks. Colours are those of the terminal, 0 to 255; null is its default, so light and dark screens both work. */
export interface Attributes {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** `terminal` has the terminal's own 16 colours, whatever they are; `plain` none. */
export type ThemeName = 'terminal' | 'dark' | 'light' | 'high-contrast' | 'plain';

export const THEME_NAMES: readonly ThemeName[] = ['terminal', 'dark', 'light', 'high-contrast', 'plain'];

export interface ThemeOptions {
  readonly theme: ThemeName;
  /** 0: none may be used, as with NO_COLOR and on terminals with fewer than 8. Below 256 the terminal's own are used. */
  readonly colorCount: number;
}

/** What a style's colour means; each theme has its own for it. */
type Hue = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** The terminal's own. Grey (8) is left out: terminals with 8 colours show it as black on black. */
const TERMINAL: Readonly<Record<Hue, number>> = { red: 1, green: 2, yellow: 3, blue: 4, magenta: 5, cyan: 6 };

/** Of the 256 colours of xterm: light ones for dark screens, dark ones for light screens, the purest. */
const PALETTES: Readonly<Record<ThemeName, Readonly<Record<Hue, number>>>> = {
  terminal: TERMINAL,
  dark: { red: 203, green: 114, yellow: 221, blue: 75, magenta: 176, cyan: 80 },
  light: { red: 124, green: 28, yellow: 94, blue: 25, magenta: 90, cyan: 30 },
  'high-contrast': { red: 9, green: 10, yellow: 11, blue: 14, magenta: 13, cyan: 14 },
  plain: TERMINAL,
};

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
};

/** Every style. */
export const STYLES = Object.keys(LOOKS) as readonly Style[];

/** Gives the attributes of a style on a row: a selected row is inverse in one colour, a linked one bold and underlined. */
export function attributesOf(style: Style, emphasis: Emphasis, options: ThemeOptions): Attributes {
  const { hue, bold = false, inverse = false } = LOOKS[style];
  const isBold = bold || (options.theme === 'high-contrast' && hue !== undefined);
  if (emphasis === 'selected') return { ...PLAIN, bold: isBold, inverse: true };
  if (emphasis === 'found') return { ...PLAIN, bold: true, inverse: true, foreground: colorOf('yellow', options) };
  const attributes = { ...PLAIN, bold: isBold, inverse, foreground: hue === undefined ? null : colorOf(hue, options) };
  return emphasis === 'linked' ? { ...attributes, bold: true, underline: true } : attributes;
}

function colorOf(hue: Hue, { theme, colorCount }: ThemeOptions): number | null {
  if (colorCount < 8 || theme === 'plain') return null;
  return (colorCount < 256 ? TERMINAL : PALETTES[theme])[hue];
}
