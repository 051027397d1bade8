import { endpointText } from '@sockscope/core/trace';
import type { FilterSource } from '../filter';
import type { LadderRow } from '../ladder/row';
import { numberOfConnection } from '../connection-number';
import type { Timeline } from '../model';
import { ladderSvg } from '../svg';
import { safeText } from '../text/safe-text';
import { rowRecord } from './row-record';

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #24292f; background: #fff; }
table { border-collapse: collapse; } td, th { padding: .2rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid #d0d7de; }
code { font-family: ui-monospace, monospace; font-size: 13px; } svg { max-width: 100%; height: auto; }`;

/** A ladder of the page: a connection's, and which of its rows. */
export interface HtmlLadder {
  readonly connection: number;
  readonly rows: readonly LadderRow[];
  readonly source: FilterSource;
}

/** Gives a page of HTML that needs nothing else: each ladder as a picture, and its rows in full as a table. */
export function* ladderHtml(timeline: Timeline, title: string, ladders: Iterable<HtmlLadder>): Generator<string> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${escaped(title)}</title>\n`;
  yield `<style>${STYLE}\n</style>\n</head>\n<body>\n<h1>${escaped(title)}</h1>\n`;
  for (const { connection, rows, source } of ladders) {
    const ends = timeline.connections[connection]?.connection;
    if (ends === undefined) continue;
    yield `<h2>Connection ${numberOfConnection(ends)}: ${escaped(`${endpointText(ends.client)} > ${endpointText(ends.server)}`)}</h2>\n`;
    yield ladderSvg(timeline, { connection, rows, width: 130, isLight: true });
    yield '<details><summary>Rows in full</summary>\n<table>\n';
    yield '<tr><th>time</th><th>who</th><th>what</th><th>why</th></tr>\n';
    for (const row of rows) yield rowHtml(row, source);
    yield '</table>\n</details>\n';
  }
  yield '</body>\n</html>\n';
}

function rowHtml(row: LadderRow, source: FilterSource): string {
  const { sinceStart, side, process, text, note, data } = rowRecord(row, source);
  const why = [data, note].filter((part) => part !== '').join(' ');
  const cells = [sinceStart ?? '', process ?? side ?? '', text, why].map(
    (cell) => `<td><code>${escaped(cell)}</code></td>`,
  );
  return `<tr>${cells.join('')}</tr>\n`;
}

function escaped(text: string): string {
  return safeText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
