import { endpointText } from '@sockscope/core/trace';
import { PHASE_DEFINITIONS } from '../compare/phase-definitions';
import { numberOfConnection } from '../connection-number';
import type { Timeline, TimelineConnection } from '../model';
import { displayWidth } from '../text/display-width';
import { durationText } from '../text/duration-text';
import { safeText } from '../text/safe-text';
import { wrapText } from '../text/wrap-text';
import { ANOMALY_SIGN, anomalySigns, anomalySummary } from './anomaly-signs';
import { ladderContext } from './ladder-context';
import { ladderHeading } from './ladder-heading';
import { ladderLayout, type LadderLayout, type LadderOptions } from './ladder-layout';
import { ladderLegend, type LegendItem } from './ladder-legend';
import { ladderLine } from './ladder-line';
import { ladderRows, looseRows } from './ladder-rows';
import type { LadderRow, StyledLine } from './row';

/** By so many cells lines that go on stand to the right. */
const FURTHER_IN = 2;

export interface LadderTextOptions extends LadderOptions {
  /** Only the ladder of this connection; left out: all of them, and what belongs to none. */
  readonly connection?: number;
  /** Gives the test for the rows that are shown, from all rows of one ladder; left out: all are. */
  readonly rowTest?: (rows: readonly LadderRow[]) => (row: LadderRow) => boolean;
}

/**
 * Gives a timeline as the lines of a text, without newlines and safe to print: each connection with its ends, processes,
 * handshake, close and ladder; then what belongs to no connection, what could not be joined, and, where there is a ladder,
 * what its signs mean. Lines are
 * made as they are asked for, so that a thousand connections need no more memory than one. A connection of whose rows none
 * is shown is left out.
 */
export function* renderLadderText(timeline: Timeline, options: LadderTextOptions): Generator<string> {
  let hasLadder = false;
  for (const line of renderLadders(timeline, options)) {
    hasLadder = true;
    yield line;
  }
  yield* renderProblemsText(timeline, options);
  if (hasLadder) yield* renderLegendText(options);
}

function* renderLadders(timeline: Timeline, options: LadderTextOptions): Generator<string> {
  for (const connection of timeline.connections.keys()) {
    if (options.connection !== undefined && options.connection !== connection) continue;
    yield* renderConnectionText(timeline, connection, options);
  }
  if (options.connection === undefined) yield* renderLooseText(timeline, options);
}

/** Gives a connection of renderLadderText(): nothing where none of its rows is shown. */
export function* renderConnectionText(
  timeline: Timeline,
  connection: number,
  options: LadderTextOptions,
): Generator<string> {
  const item = timeline.connections[connection];
  const ladder = shownLadder(connection, ladderRows(timeline, connection), options);
  if (item === undefined || ladder === null) return;
  for (const line of connectionTitle(item, ladder.layout)) yield* safeLines(line, ladder.layout);
  const summary = anomalySummary(timeline, ladder.all);
  if (summary !== '') yield* safeLines(`  ${ANOMALY_SIGN} ${summary}`, ladder.layout);
  yield* ladderLines(timeline, ladder);
  yield '';
}

/**
 * Gives what belongs to no connection: nothing where there is nothing, or none of it is shown.
 *
 * @param isContinued There was more before: of so many packets the timeline has a part.
 */
export function* renderLooseText(
  timeline: Timeline,
  options: LadderTextOptions,
  isContinued = false,
): Generator<string> {
  const rows = looseRows(timeline);
  const ladder = rows.length === 0 ? null : shownLadder(null, rows, options);
  if (ladder === null) return;
  yield `Of no connection${isContinued ? `, from #${timeline.packets[0]?.packet.number} on` : ''}`;
  yield* ladderLines(timeline, ladder);
  yield '';
}

/** Gives what clocks showed, and what could not be joined, a line each. */
export function* renderProblemsText(timeline: Timeline, options: LadderOptions): Generator<string> {
  const layout = ladderLayout(options);
  for (const { kind, text } of timeline.clocks ?? []) {
    if (kind !== 'unknown') yield* safeLines(`Clock${text.slice('clock'.length)}`, layout);
  }
  for (const problem of timeline.problems) yield* safeLines(`Not joined: ${problem}`, layout);
}

/** Gives what the signs of a ladder mean. */
export function* renderLegendText(options: LadderOptions): Generator<string> {
  for (const line of ladderLegend(ladderLayout(options), LEGEND_OF_TEXT)) yield plainText(line);
}

const LEGEND_OF_TEXT: readonly LegendItem[] = [{ text: `${ANOMALY_SIGN} stands out`, style: 'problem' }];

interface ShownLadder {
  readonly layout: LadderLayout;
  readonly connection: number | null;
  readonly all: readonly LadderRow[];
  readonly shown: readonly LadderRow[];
}

/** null where a test lets no row through. */
function shownLadder(
  connection: number | null,
  all: readonly LadderRow[],
  options: LadderTextOptions,
): ShownLadder | null {
  const shown = options.rowTest ? all.filter(options.rowTest(all)) : all;
  return shown.length === 0 && all.length > 0 ? null : { layout: ladderLayout(options), connection, all, shown };
}

function* ladderLines(timeline: Timeline, { layout, connection, all, shown }: ShownLadder): Generator<string> {
  const context = ladderContext(timeline, connection, all);
  const signed = anomalySigns(timeline, layout);
  yield plainText(ladderHeading(layout, context));
  for (const row of shown) yield signed(row, plainText(ladderLine(row, layout, context)));
}

/** What does not fit the ladder's width goes on in the next lines, further in. */
function safeLines(text: string, { asciiData, width }: LadderLayout): readonly string[] {
  const safe = safeText(text, { asciiOnly: asciiData });
  if (displayWidth(safe) <= width) return [safe];
  const words = safe.trimStart();
  const indent = safe.length - words.length;
  const [first = '', ...others] = wrapText(words, Math.max(1, width - indent - FURTHER_IN));
  return [' '.repeat(indent) + first, ...others.map((line) => ' '.repeat(indent + FURTHER_IN) + line)];
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
  const signed = anomalySigns(timeline, layout);
  yield plainText(ladderHeading(layout, context));
  for (const row of rows) yield signed(row, plainText(ladderLine(row, layout, context)));
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
  const { protocol, client, server, handshake, close, payloadBytes } = connection;
  const processes = [joined.clientProcess, joined.serverProcess].filter((name) => name !== null).join(' and ');
  const who = processes === '' ? '' : `  (${processes})`;
  yield `Connection ${numberOfConnection(connection)}: ${protocol} ${endpointText(client)} > ${endpointText(server)}${who}`;
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
