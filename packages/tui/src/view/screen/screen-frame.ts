import type { Cell, CellGrid } from './cell-grid';
import type { Emphasis, Style } from './styles';
import { STYLES } from './theme';

/** How a cell looks. */
export type CellLook = Pick<Cell, 'style' | 'emphasis'>;

/** A screen as it goes to the terminal: a grid in a few flat pieces, which cost little on their way from thread to thread. */
export interface ScreenFrame {
  readonly columns: number;
  readonly rows: number;
  /** One UTF-16 unit a cell, row after row; LONG_TEXT where a cell has more. */
  readonly units: string;
  /** What cells with more than one unit hold, by their place. */
  readonly longTexts: ReadonlyMap<number, string>;
  /** A number for each cell's look: see lookOf(). */
  readonly looks: Uint8Array;
}

/** No cell holds it: control characters are made visible before they come into a grid. */
export const LONG_TEXT = '\0';

const EMPHASES: readonly Emphasis[] = ['none', 'linked', 'found', 'selected'];

const LOOKS: readonly CellLook[] = STYLES.flatMap((style) => EMPHASES.map((emphasis) => ({ style, emphasis })));

/** How many numbers there are for looks. */
export const LOOK_COUNT = LOOKS.length;

const FIRST_LOOKS = new Map<Style, number>(STYLES.map((style, i) => [style, i * EMPHASES.length]));

/** Gives the look that a number of a frame stands for. */
export function lookOf(number: number): CellLook {
  return LOOKS[number] ?? { style: 'plain', emphasis: 'none' };
}

/** Gives a grid as a frame. */
export function screenFrame(grid: CellGrid): ScreenFrame {
  const { columns, rows } = grid;
  const looks = new Uint8Array(columns * rows);
  const longTexts = new Map<number, string>();
  let units = '';
  for (let y = 0, place = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++, place++) {
      const { text, style, emphasis } = grid.at(x, y);
      looks[place] = (FIRST_LOOKS.get(style) ?? 0) + EMPHASES.indexOf(emphasis);
      if (text.length === 1) units += text;
      else {
        units += LONG_TEXT;
        longTexts.set(place, text);
      }
    }
  }
  return { columns, rows, units, longTexts, looks };
}
