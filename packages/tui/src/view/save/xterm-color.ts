/** The first 16 of xterm's colours, a little softer than its own, as terminals have them today. */
const FIRST = [
  '#1b1f24',
  '#e5534b',
  '#57ab5a',
  '#c69026',
  '#539bf5',
  '#b083f0',
  '#39c5cf',
  '#adbac7',
  '#636e7b',
  '#ff6b6b',
  '#6bc46d',
  '#daaa3f',
  '#6cb6ff',
  '#dcbdfb',
  '#56d4dd',
  '#ffffff',
] as const;

const LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** Gives a colour of xterm's 256 as `#rrggbb`: 16 names, a cube of 6 x 6 x 6, 24 greys. */
export function xtermColor(color: number): string {
  const first = FIRST[color];
  if (first !== undefined) return first;
  if (color >= 232) return hex(Array.from({ length: 3 }, () => 8 + (color - 232) * 10));
  const cube = color - 16;
  return hex([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => LEVELS[level] ?? 0));
}

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
