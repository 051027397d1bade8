import type { Emphasis, Style } from './styles';

/** One cell of a screen. */
export interface Cell {
  /** The character with its combining marks; a space after a wide character, whose second half it is. */
  readonly text: string;
  readonly style: Style;
  readonly emphasis: Emphasis;
}

const BLANK: Cell = { text: ' ', style: 'plain', emphasis: 'none' };

/**
 * A screen in memory: what a pane paints on and what the terminal adapter copies out. Writes outside it are dropped, so
 * no pane can fail on a screen that became smaller.
 */
export class CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly #cells: Cell[];

  constructor(columns: number, rows: number) {
    this.columns = Math.max(0, columns);
    this.rows = Math.max(0, rows);
    this.#cells = new Array<Cell>(this.columns * this.rows).fill(BLANK);
  }

  /** A blank cell where `x`, `y` lie outside. */
  at(x: number, y: number): Cell {
    return this.#has(x, y) ? (this.#cells[y * this.columns + x] ?? BLANK) : BLANK;
  }

  set(x: number, y: number, cell: Cell): void {
    if (this.#has(x, y)) this.#cells[y * this.columns + x] = cell;
  }

  /** The rows as text, as wide as the screen; the second half of a wide character is left out, as a terminal shows it. */
  text(isWide: (text: string) => boolean): readonly string[] {
    return Array.from({ length: this.rows }, (_, y) => {
      let row = '';
      for (let x = 0; x < this.columns; x++) {
        const { text } = this.at(x, y);
        row += text;
        if (isWide(text)) x++;
      }
      return row;
    });
  }

  #has(x: number, y: number): boolean {
    return x >= 0 && x < this.columns && y >= 0 && y < this.rows;
  }
}
