import { charWidth, cut, displayWidth, safeText, wrapText } from '@sockscope/timeline/text';
import type { CellGrid } from './cell-grid';
import type { Charset } from './charset';
import type { Rectangle } from './rectangle';
import type { Emphasis, Line, Style } from './styles';

/**
 * Paints text into a rectangle of a screen and nowhere else. Whatever the text holds, it takes the cells that the layout
 * counted and leaves no trace outside: it goes through safeText(), and a wide character that would stand across the
 * right edge becomes a space.
 */
export class Painter {
  readonly width: number;
  readonly height: number;
  readonly #grid: CellGrid;
  readonly #area: Rectangle;
  readonly #charset: Charset;

  constructor(grid: CellGrid, area: Rectangle, charset: Charset) {
    this.#grid = grid;
    this.#area = area;
    this.#charset = charset;
    this.width = area.width;
    this.height = area.height;
  }

  /** A painter for a part of this one's rectangle; `part` is relative to it. */
  region(part: Rectangle): Painter {
    const { x, y } = this.#area;
    const width = Math.max(0, Math.min(part.width, this.width - part.x));
    const height = Math.max(0, Math.min(part.height, this.height - part.y));
    return new Painter(this.#grid, { x: x + part.x, y: y + part.y, width, height }, this.#charset);
  }

  /**
   * Paints one line from the left edge, cut between words where it is too long; the rest of the row keeps what it had, or
   * is filled where it is emphasised.
   */
  line(y: number, line: Line, emphasis: Emphasis = 'none'): void {
    let x = 0;
    for (const { text, style, emphasis: own = emphasis } of line) {
      const isLast = this.#isTooLong(text, this.width - x);
      x = this.prose(x, y, text, style, own);
      if (isLast) break;
    }
    if (emphasis !== 'none') this.text(x, y, ' '.repeat(Math.max(0, this.width - x)), 'plain', emphasis);
  }

  /** Paints text as text() does; what is too long is cut between words, and says so with `…`. */
  prose(x: number, y: number, text: string, style: Style, emphasis: Emphasis = 'none'): number {
    const room = this.width - x;
    const shown = this.#isTooLong(text, room)
      ? cut(this.#safe(text), room, { ascii: this.#charset.asciiGlyphs })
      : text;
    return this.text(x, y, shown, style, emphasis);
  }

  /** Paints text over as many lines as it takes, a cell in from both sides; gives the line after it. */
  paragraph(y: number, text: string, style: Style): number {
    const lines = wrapText(this.#safe(text), Math.max(1, this.width - 2));
    lines.forEach((line, i) => this.prose(1, y + i, line, style));
    return y + lines.length;
  }

  /** Paints text at a column and gives the column after it. */
  text(x: number, y: number, text: string, style: Style, emphasis: Emphasis = 'none'): number {
    if (y < 0 || y >= this.height) return x;
    let column = x;
    for (const char of this.#safe(text)) {
      const cells = charWidth(char.codePointAt(0) ?? 0);
      if (cells === 0) this.#join(column - 1, y, char);
      else if (column + cells > this.width) return this.#edge(column, y, style, emphasis);
      else this.#put(column, y, char, style, emphasis);
      if (cells === 2) this.#put(column + 1, y, ' ', style, emphasis);
      column += cells;
    }
    return column;
  }

  /** Marks every place of a row that has the text in it, whatever its capitals; a selected row keeps its look elsewhere. */
  highlight(y: number, text: string): void {
    if (y < 0 || y >= this.height || text === '') return;
    const cells = Array.from({ length: this.width }, (_, x) => this.#grid.at(this.#area.x + x, this.#area.y + y));
    const { shown, cellAt } = shownText(cells.map((cell) => cell.text));
    const wanted = this.#safe(text).toLowerCase();
    for (let at = shown.indexOf(wanted); at >= 0; at = shown.indexOf(wanted, at + wanted.length)) {
      const end = cellAt[at + wanted.length] ?? this.width;
      for (let x = cellAt[at] ?? 0; x < end; x++) {
        const cell = cells[x];
        if (cell) this.#grid.set(this.#area.x + x, this.#area.y + y, { ...cell, emphasis: 'found' });
      }
    }
  }

  /** Paints a part of another screen, from its column `from` on, over all of this rectangle; halves of wide characters become spaces. */
  copy(grid: CellGrid, from: number): void {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) {
        const cell = grid.at(from + x, y);
        const isCut = x === this.width - 1 && isWide(cell.text);
        const isSecondHalf = x === 0 && isWide(grid.at(from - 1, y).text);
        this.#grid.set(this.#area.x + x, this.#area.y + y, isCut || isSecondHalf ? { ...cell, text: ' ' } : cell);
      }
    }
  }

  /** No character is wider than two cells, so most texts need not be measured. */
  #isTooLong(text: string, room: number): boolean {
    return text.length > room / 2 && displayWidth(this.#safe(text)) > room;
  }

  #safe(text: string): string {
    return safeText(text, { asciiOnly: this.#charset.asciiText });
  }

  #edge(column: number, y: number, style: Style, emphasis: Emphasis): number {
    for (let x = column; x < this.width; x++) this.#put(x, y, ' ', style, emphasis);
    return this.width;
  }

  /** Adds a combining mark to the character that it stands on, which has its second half between where it is wide. */
  #join(column: number, y: number, mark: string): void {
    const x = this.#area.x + column;
    const row = this.#area.y + y;
    const before = this.#grid.at(x - 1, row);
    const isSecondHalf = column > 0 && isWide(before.text);
    const base = isSecondHalf ? before : this.#grid.at(x, row);
    if (column >= 0) this.#grid.set(isSecondHalf ? x - 1 : x, row, { ...base, text: base.text + mark });
  }

  #put(column: number, y: number, text: string, style: Style, emphasis: Emphasis): void {
    if (column < 0) return;
    this.#grid.set(this.#area.x + column, this.#area.y + y, { text, style, emphasis });
  }
}

/** The text of cells in small letters, and the cell of each of its units; second halves of wide characters are left out. */
function shownText(cells: readonly string[]): { readonly shown: string; readonly cellAt: readonly number[] } {
  let shown = '';
  const cellAt: number[] = [];
  for (let x = 0; x < cells.length; x++) {
    const text = (cells[x] ?? ' ').toLowerCase();
    for (let i = 0; i < text.length; i++) cellAt.push(x);
    shown += text;
    if (isWide(text)) x++;
  }
  return { shown, cellAt };
}

function isWide(text: string): boolean {
  return charWidth(text.codePointAt(0) ?? 0) === 2;
}
