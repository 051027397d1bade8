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

/**
 * Gives a timeline as the lines of a text, without newlines and safe to print: each connection with its ends, processes,
 * handshake, close and ladder; then what belongs to no connection, what could not be joined, and what the signs mean. Lines are
 * made as they are asked for, so that a thousand connections need no more memory than one.
 */
export function* renderLadderText(timeline: Timeline, options: LadderOptions): Generator<string> {
  const layout = ladderLayout(options);
  const safe = (text: string): string => safeText(text, { asciiOnly: layout.asciiData });
  for (const [connection, item] of timeline.connections.entries()) {
    for (const line of connectionTitle(item, layout)) yield safe(line);
    yield* ladderText(timeline, connection, ladderRows(timeline, connection), layout);
    yield '';
  }
  const loose = looseRows(timeline);
  if (loose.length > 0) {
    yield 'Of no connection';
    yield* ladderText(timeline, null, loose, layout);
    yield '';
  }
  for (const problem of timeline.problems) yield safe(`Not joined: ${problem}`);
  for (const line of ladderLegend(layout)) yield plainText(line);
}

function* ladderText(
  timeline: Timeline,
  connection: number | null,
  rows: readonly LadderRow[],
  layout: LadderLayout,
): Generator<string> {
  const context = ladderContext(timeline, connection, rows);
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
