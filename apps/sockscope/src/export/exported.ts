import type { Recording } from '@sockscope/session';
import {
  compileFilter,
  filterSource,
  ladderHtml,
  ladderMermaid,
  ladderRows,
  ladderSvg,
  renderRowsText,
  rowsCsv,
  rowsJson,
  rowsMarkdown,
  writeScript,
} from '@sockscope/timeline';
import type { Filter, FilterSource, LadderRow, Timeline } from '@sockscope/timeline';
import { packetFile } from './packet-file';

export const EXPORT_FORMATS = [
  'pcapng',
  'svg',
  'html',
  'mermaid',
  'markdown',
  'csv',
  'json',
  'text',
  'script',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What of a recording is exported. */
export interface ExportChoice {
  /** null: everything. */
  readonly connection: number | null;
  /** null: every row. */
  readonly filter: Filter | null;
}

/** Wide enough for who and why. */
const LADDER_COLUMNS = 130;

/** A ladder and the rows of it that are exported. */
interface ChosenLadder {
  readonly connection: number | null;
  readonly rows: readonly LadderRow[];
  readonly source: FilterSource;
}

/** Gives a recording in a format, part by part. */
export function* exported(
  format: ExportFormat,
  recording: Recording,
  timeline: Timeline,
  choice: ExportChoice,
): Generator<string | Uint8Array> {
  const ladder = (connection: number | null): ChosenLadder =>
    chosenLadder(recording, timeline, connection, choice.filter);
  const { connection, rows, source } = ladder(choice.connection);
  switch (format) {
    case 'pcapng':
      yield* packetFile(
        recording,
        timeline,
        rows.flatMap(({ event }) => (event.kind === 'packet' ? [event.packet.packet] : [])),
      );
      return;
    case 'svg':
      yield ladderSvg(timeline, { connection, rows, width: LADDER_COLUMNS });
      return;
    case 'html':
      yield* ladderHtml(timeline, recording.name, htmlLadders(timeline, choice, ladder));
      return;
    case 'mermaid':
      for (const each of htmlLadders(timeline, choice, ladder)) {
        for (const line of ladderMermaid(timeline, each.connection, each.rows)) yield `${line}\n`;
      }
      return;
    case 'markdown':
      yield* rowsMarkdown(rows, source);
      return;
    case 'csv':
      yield* rowsCsv(rows, source);
      return;
    case 'json':
      yield* rowsJson(rows, source);
      return;
    case 'script':
      for (const line of writeScript(recording, timeline)) yield `${line}\n`;
      return;
    case 'text':
      for (const line of renderRowsText(timeline, connection, rows, { width: LADDER_COLUMNS })) yield `${line}\n`;
  }
}

function chosenLadder(
  recording: Recording,
  timeline: Timeline,
  connection: number | null,
  filter: Filter | null,
): ChosenLadder {
  const all = ladderRows(timeline, connection);
  const source = filterSource(timeline, all, (number) => recording.frame(number));
  return { connection, rows: filter ? all.filter(compileFilter(filter, source)) : all, source };
}

/** One connection, or each of them that has a row. */
function* htmlLadders(timeline: Timeline, { connection }: ExportChoice, ladder: (connection: number) => ChosenLadder) {
  const connections = connection === null ? timeline.connections.keys() : [connection];
  for (const each of connections) {
    const { rows, source } = ladder(each);
    if (rows.length > 0) yield { connection: each, rows, source };
  }
}
