import type { Emphasis, Style } from './styles';

/** How a cell looks. Colours are those of the terminal, 0 to 15; null is its default, so light and dark screens both work. */
export interface Attributes {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
}

/** Whether colours may be used: never with NO_COLOR, and not where the terminal has fewer than 8. */
export interface ThemeOptions {
  readonly isColored: boolean;
}

const RED = 1;
const GREEN = 2;
const YELLOW = 3;
const BLUE = 4;
const MAGENTA = 5;
const CYAN = 6;

const PLAIN: Attributes = { foreground: null, background: null, bold: false, underline: false, inverse: false };

// Grey (8) is left out: terminals with 8 colours show it as black on black. What the colours say, the ladder says in
// letters and glyphs too.
const STYLES: Readonly<Record<Style, Partial<Attributes>>> = {
  plain: {},
  heading: { bold: true },
  time: {},
  call: { bold: true },
  'call-failed': { foreground: RED, bold: true },
  inferred: { foreground: MAGENTA },
  bracket: { foreground: YELLOW },
  state: { foreground: CYAN },
  lifeline: { foreground: BLUE },
  packet: { foreground: GREEN },
  'packet-kernel': { foreground: BLUE },
  'packet-reset': { foreground: RED, bold: true },
  'packet-retransmission': { foreground: YELLOW },
  data: { foreground: CYAN },
  note: {},
  problem: { foreground: RED, bold: true },
  status: { inverse: true },
  'status-live': { foreground: GREEN, bold: true, inverse: true },
  'status-problem': { foreground: RED, bold: true, inverse: true },
  rule: { foreground: BLUE },
  cursor: { inverse: true },
  menu: {},
  'menu-name': { bold: true },
  'hint-key': { bold: true },
  hint: {},
  'field-name': { foreground: CYAN },
  'field-value': {},
  reference: { foreground: BLUE },
  'hex-offset': { foreground: BLUE },
  hex: {},
  'hex-text': { foreground: GREEN },
};

/** Gives the attributes of a style on a row: a selected row is inverse in one colour, a linked one bold and underlined. */
export function attributesOf(style: Style, emphasis: Emphasis, { isColored }: ThemeOptions): Attributes {
  const styled = { ...PLAIN, ...STYLES[style] };
  const attributes = isColored ? styled : { ...styled, foreground: null, background: null };
  if (emphasis === 'selected') return { ...PLAIN, bold: attributes.bold, inverse: true };
  return emphasis === 'linked' ? { ...attributes, bold: true, underline: true } : attributes;
}
