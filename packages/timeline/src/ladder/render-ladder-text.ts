import { endpointText } from '@sockscope/core/trace';
import { PHASE_DEFINITIONS } from '../compare/phase-definitions';
import type { Timeline, TimelineConnection } from '../model';
import { durationText } from '../text/duration-text';
import { safeText } from '../text/safe-text';
import { ladderContext } from './ladder-context';
import { ladderHeading } from './ladder-heading';
import { ladderLayout, type LadderLayout, type LadderOptions } from './ladder-layout';
import { ladderLegend } from './ladder-legend';
import { ladderLine } from './ladder-line';
import { ladderRows, looseRows } from './ladder-rows';
import type { LadderRow, StyledLine } from './row';

export interface LadderTextOptions extends LadderOptions {
  /** Only the ladder of this connection; left out: all of them, and what belongs to none. */
  readonly connection?: number;
  /** Gives the test for the rows that are shown, from all rows of one ladder; left out: all are. */
  readonly rowTest?: (rows: readonly LadderRow[]) => (row: LadderRow) => boolean;
}

/**
 * Gives a timeline as the lines of a text, without newlines and safe to print: each connection with its ends, processes,
 * handshake, close and ladder; then what belongs to no connection, what could not be joined, and what the signs mean. Lines are
 * made as they are asked for, so that a thousand connections need no more memory than one. A connection of whose rows none
 * is shown is left out.
 */
export function* renderLadderText(timeline: Timeline, options: LadderTextOptions): Generator<string> {
  const layout = ladderLayout(options);
  const safe = (text: string): string => safeText(text, { asciiOnly: layout.asciiData });
  for (const [connection, item] of timeline.connections.entries()) {
    if (options.connection !== undefined && options.connection !== connection) continue;
    const lines = [...ladderText(timeline, connection, ladderRows(timeline, connection), layout, options)];
    if (lines.length === 0) continue;
    for (const line of connectionTitle(item, layout)) yield safe(line);
    yield* lines;
    yield '';
  }
  const loose = options.connection === undefined ? looseRows(timeline) : [];
  const looseLines = [...ladderText(timeline, null, loose, layout, options)];
  if (loose.length > 0 && looseLines.length > 0) yield* ['Of no connection', ...looseLines, ''];
  for (const { kind, text } of timeline.clocks ?? []) {
    if (kind !== 'unknown') yield safe(`Clock${text.slice('clock'.length)}`);
  }
  for (const problem of timeline.problems) yield safe(`Not joined: ${problem}`);
  for (const line of ladderLegend(layout)) yield plainText(line);
}

/** Nothing where a test lets no row through. */
function* ladderText(
  timeline: Timeline,
  connection: number | null,
  rows: readonly LadderRow[],
  layout: LadderLayout,
  { rowTest }: LadderTextOptions,
): Generator<string> {
  const shown = rowTest ? rows.filter(rowTest(rows)) : rows;
  if (shown.length === 0 && rows.length > 0) return;
  const context = ladderContext(timeline, connection, rows);
  yield plainText(ladderHeading(layout, context));
  for (const row of shown) yield plainText(ladderLine(row, layout, context));
}

/** Gives rows of a ladder as lines of text, without newlines and safe to print, below its heading. */
export function* renderRowsText(
  timeline: Timeline,
  connection: number | null,
  rows: readonly LadderRow[],
  options: LadderOptions,
): Generator<string> {
  const layout = ladderLayout(options);
  const context = ladderContext(timeline, connection);
  yield plainText(ladderHeading(layout, context));
  for (const row of rows) yield plainText(ladderLine(row, layout, context));
}

/** Spaces at the end of a line serve a terminal's cells only. */
function plainText(line: StyledLine): string {
  return line
    .map(({ text }) => text)
    .join('')
    .trimEnd();
}

/** A connection's ends and processes, its handshake's phases, its close and bytes. */
function* connectionTitle({ connection, ...joined }: TimelineConnection, layout: LadderLayout): Generator<string> {
  const { index, protocol, client, server, handshake, close, payloadBytes } = connection;
  const processes = [joined.clientProcess, joined.serverProcess].filter((name) => name !== null).join(' and ');
  const who = processes === '' ? '' : `  (${processes})`;
  yield `Connection ${index}: ${protocol} ${endpointText(client)} > ${endpointText(server)}${who}`;
  if (protocol === 'tcp') yield `  handshake ${handshake.outcome}${phasesText(joined, layout)}`;
  const bytes = `${payloadBytes.clientToServer} bytes to the server, ${payloadBytes.serverToClient} back`;
  yield protocol === 'tcp' ? `  close ${close.kind}; ${bytes}` : `  ${bytes}`;
}

function phasesText({ phases }: Pick<TimelineConnection, 'phases'>, { glyphs }: LadderLayout): string {
  const known = PHASE_DEFINITIONS.flatMap(({ key, name }) => {
    const durationNs = phases[key];
    return durationNs === null ? [] : [`${name} ${durationText(durationNs, glyphs)}`];
  });
  return known.length > 0 ? `: ${known.join(', ')}` : '';
}
