/** The outline of one glyph; `d` as in an SVG path. */
export interface GlyphPath {
  readonly d: string;
  readonly isFilled: boolean;
}

const W = 8.4;
const H = 18;
const MIDDLE = H / 2;

/** Lines of box-drawing characters from the middle of the cell: to the left, right, up, down. */
const ARMS: Readonly<Record<string, string>> = {
  '─': 'lr',
  '│': 'ud',
  '┬': 'lrd',
  '┴': 'lru',
  '├': 'udr',
  '┤': 'udl',
  '┼': 'lrud',
  '┌': 'rd',
  '┐': 'ld',
  '└': 'ru',
  '┘': 'lu',
};

/**
 * Gives what a line, bracket, arrow or bar looks like in the cell whose upper left corner is at `x`, `y`; null for characters that
 * fonts draw well enough.
 */
export function glyphPath(char: string, x: number, y: number): GlyphPath | null {
  const arms = ARMS[char];
  if (arms !== undefined) return { d: armsPath(arms, x, y), isFilled: false };
  const at = (dx: number, dy: number): string => `${round(x + dx)} ${round(y + dy)}`;
  switch (char) {
    case '╌':
      return { d: `M${at(1, MIDDLE)}h2.4M${at(5.2, MIDDLE)}h2.4`, isFilled: false };
    case '╭':
      return { d: `M${at(W, MIDDLE)}Q${at(W / 2, MIDDLE)} ${at(W / 2, H)}`, isFilled: false };
    case '╰':
      return { d: `M${at(W / 2, 0)}Q${at(W / 2, MIDDLE)} ${at(W, MIDDLE)}`, isFilled: false };
    case '▶':
      return { d: `M${at(0, 4.5)}L${at(W - 0.4, MIDDLE)}L${at(0, H - 4.5)}z`, isFilled: true };
    case '◀':
      return { d: `M${at(W, 4.5)}L${at(0.4, MIDDLE)}L${at(W, H - 4.5)}z`, isFilled: true };
    default:
      return blockPath(char, x, y);
  }
}

function armsPath(arms: string, x: number, y: number): string {
  const [middle, left, right] = [round(x + W / 2), round(x), round(x + W)];
  const paths: Readonly<Record<string, string>> = {
    l: `M${left} ${y + MIDDLE}H${middle}`,
    r: `M${middle} ${y + MIDDLE}H${right}`,
    u: `M${middle} ${y}V${y + MIDDLE}`,
    d: `M${middle} ${y + MIDDLE}V${y + H}`,
  };
  return [...arms].map((arm) => paths[arm] ?? '').join('');
}

/** ▁ to █: eighths of a cell from below; ▏ to ▉: from the left. */
function blockPath(char: string, x: number, y: number): GlyphPath | null {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x2581 && code <= 0x2588) {
    const height = (H * (code - 0x2580)) / 8;
    return { d: `M${round(x)} ${round(y + H - height)}h${W}v${round(height)}h-${W}z`, isFilled: true };
  }
  if (code < 0x2589 || code > 0x258f) return null;
  const width = round((W * (0x2590 - code)) / 8);
  return { d: `M${round(x)} ${y}h${width}v${H}h-${width}z`, isFilled: true };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
