import { safeText } from '../text/safe-text';
import { csvRecord } from './csv-record';
import { jsonLine } from './json-line';

/** Rows of one kind, with a name for each column; null where a row has nothing. Need not be safe to print. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly DataValue[])[];
}

export type DataValue = string | number | bigint | null;

/** Gives a table as CSV with a heading (RFC 4180), one record after the other. */
export function* tableCsv({ columns, rows }: DataTable): Generator<string> {
  yield csvRecord(columns, []);
  for (const row of rows) {
    yield csvRecord(
      row.map((value) => String(value ?? '')),
      [],
    );
  }
}

/** Gives a table as JSON Lines: an object a row, by the columns' names. Whole numbers beyond 2^53 are strings; what a row lacks is absent. */
export function* tableJson({ columns, rows }: DataTable): Generator<string> {
  for (const row of rows) {
    const known = columns.flatMap((name, i) => {
      const value = row[i] ?? null;
      return value === null ? [] : [[name, jsonValue(value)] as const];
    });
    yield `${jsonLine(Object.fromEntries(known))}\n`;
  }
}

function jsonValue(value: string | number | bigint): string | number {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** Gives a table in Markdown, one line after the other. */
export function* tableMarkdown({ columns, rows }: DataTable): Generator<string> {
  yield markdownLine(columns);
  yield markdownLine(columns.map(() => '---'));
  for (const row of rows) yield markdownLine(row.map((value) => String(value ?? '')));
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => safeText(cell).replace(/[\\|<]/g, '\\$&')).join(' | ')} |\n`;
}
