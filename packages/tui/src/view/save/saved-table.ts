import { tableCsv, tableJson, tableMarkdown } from '@sockscope/timeline';
import type { DataTable } from '@sockscope/timeline';
import type { SaveFormat } from './save-format';

/** Formats in which a list is saved with all its rows and columns; in the others it is what is on the screen. */
export type TableFormat = Extract<SaveFormat, 'csv' | 'json' | 'markdown'>;

/** True for those formats. */
export function isTableFormat(format: SaveFormat): format is TableFormat {
  return format === 'csv' || format === 'json' || format === 'markdown';
}

/** Gives a list in a format, and how many rows it has. */
export function savedTable(table: DataTable, format: TableFormat): { readonly text: string; readonly what: string } {
  const { length } = table.rows;
  return { text: [...piecesOf(table, format)].join(''), what: `${length} ${length === 1 ? 'row' : 'rows'}` };
}

function piecesOf(table: DataTable, format: TableFormat): Iterable<string> {
  switch (format) {
    case 'csv':
      return tableCsv(table);
    case 'json':
      return tableJson(table);
    case 'markdown':
      return tableMarkdown(table);
  }
}
