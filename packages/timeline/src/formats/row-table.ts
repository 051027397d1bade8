import type { FilterSource } from '../filter';
import type { LadderRow } from '../ladder/row';
import { safeText } from '../text/safe-text';
import { csvRecord } from './csv-record';
import { jsonLine } from './json-line';
import { rowRecord, type RowRecord } from './row-record';

const COLUMNS = [
  'row',
  'time',
  'sinceStart',
  'kind',
  'part',
  'connection',
  'side',
  'process',
  'text',
  'source',
  'destination',
  'owner',
  'clientState',
  'serverState',
  'data',
  'note',
  'anomalies',
] as const satisfies readonly (keyof RowRecord)[];

/** Gives rows as CSV with a heading (RFC 4180), one record after the other. */
export function* rowsCsv(rows: Iterable<LadderRow>, source: FilterSource): Generator<string> {
  yield csvRecord(COLUMNS, []);
  for (const row of rows) {
    const record = rowRecord(row, source);
    yield csvRecord(
      COLUMNS.map((column) => cellText(record[column])),
      [],
    );
  }
}

function cellText(value: RowRecord[keyof RowRecord]): string {
  return value === null ? '' : typeof value === 'object' ? value.join(' ') : String(value);
}

/** Gives rows as JSON Lines. */
export function* rowsJson(rows: Iterable<LadderRow>, source: FilterSource): Generator<string> {
  for (const row of rows) yield `${jsonLine(rowRecord(row, source))}\n`;
}

/** Gives rows as a table in Markdown, one line after the other. */
export function* rowsMarkdown(rows: Iterable<LadderRow>, source: FilterSource): Generator<string> {
  yield '| time | client | wire | server | who and why |\n';
  yield '| ---: | --- | :---: | --- | --- |\n';
  for (const row of rows) yield markdownRow(rowRecord(row, source));
}

function markdownRow(record: RowRecord): string {
  const { sinceStart, kind, side, text, note, data, clientState, serverState } = record;
  const wire =
    kind !== 'packet' ? '' : side === null ? code(text) : side === 'client' ? `${code(text)} →` : `← ${code(text)}`;
  const lane = (own: 'client' | 'server', state: string | null): string =>
    [kind !== 'packet' && side === own ? code(text) : '', state === null ? '' : `**${state}**`]
      .filter((part) => part !== '')
      .join(' ');
  const why = [data === '' ? '' : code(data), plain(note)].filter((part) => part !== '').join(' ');
  return `| ${sinceStart ?? ''} | ${lane('client', clientState)} | ${wire} | ${lane('server', serverState)} | ${why} |\n`;
}

/** Backticks and bars would end the code or the cell; entities stand for them outside code only. */
function code(text: string): string {
  return `\`${safeText(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

function plain(text: string): string {
  return safeText(text).replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}
