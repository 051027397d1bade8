import { fit, safeText } from '@sockscope/timeline';
import type { DataTable, DataValue } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import type { SortKey } from './sort-key';

/** A column of a table with rows of one kind. */
export interface Column<Row> {
  /** What the user calls it, to sort by it. */
  readonly name: string;
  readonly title: string;
  /** Cells; or as many as the longest of the shown texts, at least `least`. */
  readonly width: number | { readonly least: number };
  readonly align: 'left' | 'right';
  readonly text: (row: Row, charset: Charset) => string;
  readonly style?: (row: Row) => Style;
  /** Where room is short, columns with a low number have it; those with 0 are always there. */
  readonly rank: number;
  /** What it is sorted by, several numbers of which the first counts most, or one value; null goes last. Absent: it cannot be sorted by. */
  readonly order?: (row: Row) => SortKey | readonly number[];
  /** Of the numbers that it is sorted by, which are saved in place of its text: `ns`, `bytes`. Absent: it has no unit. */
  readonly unit?: string;
}

/** A column with the cells that it has on one screen. */
export interface PlacedColumn<Row> {
  readonly column: Column<Row>;
  readonly cells: number;
}

/**
 * Gives the columns that fit beside each other in `width` cells, a space between them. Texts of columns without a width
 * of their own are cut only where no other column is left to leave out.
 */
export function placeColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
  charset: Charset,
): readonly PlacedColumn<Row>[] {
  const wanted = columns.map((column) => ({ column, cells: wantedCells(column, rows, charset) }));
  const kept = new Set<PlacedColumn<Row>>();
  let room = width;
  // Of one rank the first has the first choice; what is too wide leaves its room to narrower ones.
  for (const each of wanted.toSorted((a, b) => a.column.rank - b.column.rank)) {
    const cells = each.cells + 1;
    if (each.column.rank > 0 && cells > room) continue;
    kept.add(each);
    room -= cells;
  }
  const placed = wanted.filter((each) => kept.has(each));
  return room < 0 ? shrunk(placed, width) : placed;
}

/** How many cells a table has that has room for all. */
export function tableCells<Row>(columns: readonly Column<Row>[], rows: readonly Row[], charset: Charset): number {
  return totalCells(columns.map((column) => ({ column, cells: wantedCells(column, rows, charset) })));
}

function wantedCells<Row>({ width, title, text }: Column<Row>, rows: readonly Row[], charset: Charset): number {
  if (typeof width === 'number') return width;
  const texts = rows.map((row) => safeText(text(row, charset), { asciiOnly: charset.asciiText }).length);
  return Math.max(width.least, title.length, ...texts);
}

function totalCells<Row>(placed: readonly PlacedColumn<Row>[]): number {
  return placed.reduce((sum, { cells }) => sum + cells + 1, 0);
}

/** Takes what is missing from the widest column, again and again. */
function shrunk<Row>(placed: readonly PlacedColumn<Row>[], width: number): readonly PlacedColumn<Row>[] {
  const cells = placed.map((each) => each.cells);
  let excess = totalCells(placed) - width;
  while (excess > 0) {
    const widest = cells.indexOf(Math.max(...cells));
    if ((cells[widest] ?? 0) <= 1) break;
    cells[widest] = (cells[widest] ?? 0) - 1;
    excess -= 1;
  }
  return placed.map(({ column }, i) => ({ column, cells: cells[i] ?? 0 }));
}

/** By which column a table is sorted. */
export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Up: the least first. */
export function sortArrow(isDescending: boolean, isAscii: boolean): string {
  if (isAscii) return isDescending ? 'v' : '^';
  return isDescending ? '▼' : '▲';
}

/** Gives the titles; an arrow stands beside that of the column that the rows are sorted by. */
export function headingLine<Row>(placed: readonly PlacedColumn<Row>[], sorting: Sorting, charset: Charset): Line {
  return placed.flatMap(({ column, cells }) => {
    const isSorted = column.name === sorting.column && column.order !== undefined;
    const arrow = isSorted ? sortArrow(sorting.isDescending, charset.asciiGlyphs) : '';
    const title = column.align === 'left' ? `${column.title}${arrow}` : `${arrow}${column.title}`;
    const shown = title.length > cells ? column.title : title;
    return [span(fit(shown, cells, { align: column.align, ascii: charset.asciiGlyphs }), 'heading'), span(' ')];
  });
}

/** Gives a row in its cells; `ownStyle` gives, by the column's name, what a cell has in place of its column's style. */
export function rowLine<Row>(
  row: Row,
  placed: readonly PlacedColumn<Row>[],
  charset: Charset,
  ownStyle: (column: string) => Style | null = () => null,
): Line {
  return placed.flatMap(({ column, cells }) => {
    const safe = safeText(column.text(row, charset), { asciiOnly: charset.asciiText });
    const text = fit(safe, cells, { align: column.align, ascii: charset.asciiGlyphs });
    return [span(text, ownStyle(column.name) ?? column.style?.(row) ?? 'plain'), span(' ')];
  });
}

/** Gives what a row says in all columns, to be searched. */
export function rowTexts<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): readonly string[] {
  const charset = { asciiGlyphs: false, asciiText: false };
  return rows.map((row) => columns.map(({ text }) => text(row, charset)).join(' '));
}

/** Gives rows with all their columns, to be saved: numbers as they are, where the text rounds them. */
export function dataTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): DataTable {
  const charset = { asciiGlyphs: false, asciiText: false };
  const valueOf = (row: Row, { order, text }: Column<Row>): DataValue => {
    const key = order?.(row);
    return key === null || typeof key === 'number' || typeof key === 'bigint' ? key : text(row, charset);
  };
  return {
    columns: columns.map(({ name, unit }) => (unit === undefined ? name : `${name} (${unit})`)),
    rows: rows.map((row) => columns.map((column) => valueOf(row, column))),
  };
}
