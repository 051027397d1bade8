import { cut, displayWidth, durationText, safeText } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import type { Style } from '../screen/styles';
import type { PendingKeys } from '../keys/key-reader';
import { listSorting } from '../state/list-sorting';
import { scrolledCells } from '../state/scrolled-cells';
import { shownAnomalies } from '../state/shown-anomalies';
import { listScan, shownConnections } from '../state/shown-connections';
import { packetsDropped } from '../state/packets-dropped';
import { filterScan, shownRows } from '../state/shown-rows';
import type { UiContent } from '../state/ui-content';
import { currentView } from '../state/ui-state';
import type { DocumentState, UiState } from '../state/ui-state';
import { sortArrow } from '../table/table';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';

/** Rather than less of the name, what is at the right goes. */
const LEAST_NAME_CELLS = 10;

const COLORED_VIEWS: ReadonlySet<View> = new Set<View>(['connections', 'ladder', 'replay']);

interface Item {
  readonly text: string;
  readonly style: Style;
}

/**
 * Draws the first line: what is shown, and where in it. Items at the right go first where there is no room; the name is cut.
 *
 *      run-03  connection 0 (1/4)  LIVE  FOLLOW  9/128
 */
export function drawStatusLine(painter: Painter, context: UiContext, pending: PendingKeys): void {
  const { charset } = context.display;
  const { width } = painter;
  const items = statusItems(context, pending);
  const taken = (count: number) => items.slice(0, count).reduce((sum, { text }) => sum + displayWidth(text) + 2, 0);
  let count = items.length;
  const safe = safeText(shownName(context), { asciiOnly: charset.asciiText });
  const nameCells = Math.min(LEAST_NAME_CELLS, displayWidth(safe) + 2);
  while (count > 0 && taken(count) > width - nameCells) count -= 1;
  const name = cut(safe, Math.max(1, width - 2 - taken(count)), { ascii: charset.asciiGlyphs });
  painter.text(0, 0, ' '.repeat(width), 'status');
  let x = painter.text(0, 0, ` ${name}`, 'status');
  for (const { text, style } of items.slice(0, count)) x = painter.text(x + 2, 0, text, style);
}

/** Of several runs the one that is on the screen; where all are, what they are together. */
function shownName({ title, state, content: { snapshot } }: UiContext): string {
  const { runs } = snapshot;
  const isInRun = state.views.some((view) => view === 'connections' || view === 'ladder');
  return runs?.what !== 'connection' && isInRun ? (runs?.entries[runs.current]?.name ?? title) : title;
}

function statusItems(
  { state, content, display: { charset } }: UiContext,
  { count, first }: PendingKeys,
): readonly Item[] {
  const items: Item[] = [{ text: placeText(state, content), style: 'status' }];
  const { status, isFull = false } = content.snapshot.recording;
  if (status === 'live') items.push({ text: 'LIVE', style: 'status-live' });
  else if (status === 'interrupted') items.push({ text: 'recorder was killed', style: 'status-problem' });
  if (state.isPaused) items.push({ text: 'PAUSED', style: 'status-live' });
  else if (state.isFollowing && status === 'live' && !isFull) items.push({ text: 'FOLLOW', style: 'status-live' });
  if (isFull) items.push({ text: fullText(content), style: 'status-problem' });
  else if (status === 'live') items.push({ text: capturedText(content), style: 'status' });
  const dropped = packetsDropped(content.snapshot.recording);
  if (dropped > 0) items.push({ text: `${counted(dropped, 'packet')} dropped`, style: 'status-problem' });
  const row = rowText(state, content);
  if (row !== null) items.push({ text: row, style: 'status' });
  const filter = filterText(state, content);
  if (filter !== null) items.push({ text: filter, style: 'status-live' });
  const x = scrolledCells(state);
  if (x !== null) items.push({ text: `from column ${x + 1}`, style: 'status-live' });
  const order = orderText(state, content, charset);
  if (order !== null) items.push({ text: order, style: 'status' });
  if (state.ladder.rulerNs !== null && currentView(state) === 'ladder') {
    items.push({
      text: `a line is ${durationText(BigInt(state.ladder.rulerNs), { ascii: charset.asciiText })}`,
      style: 'status',
    });
  }
  const { colorMode } = state.ladder;
  if (colorMode !== 'kind' && COLORED_VIEWS.has(currentView(state))) {
    items.push({ text: `colours by ${colorMode}`, style: 'status' });
  }
  const how = content.snapshot.recording.session?.end?.how ?? 'completed';
  if (how !== 'completed') {
    items.push({ text: how, style: /^(interrupted|ended) /.test(how) ? 'status' : 'status-problem' });
  }
  const { problems } = content.snapshot.recording;
  if (problems.length > 0) items.push({ text: `${counted(problems.length, 'problem')} (?)`, style: 'status-problem' });
  if (state.isMouseOn) items.push({ text: 'mouse', style: 'status' });
  if (count !== '' || first !== null) items.push({ text: `${count}${first ?? ''}`, style: 'status' });
  if (status !== 'live' && status !== 'interrupted') items.push({ text: 'recorded', style: 'status' });
  return items;
}

/** While it grows: what was captured, and how much of that is shown where the picture is held or lags behind. */
function capturedText({ snapshot }: UiContent): string {
  const captured = counted(snapshot.recording.packets.length, 'packet');
  const shown = snapshot.timeline.packets.length;
  return shown === snapshot.recording.packets.length ? captured : `${captured}, ${shown} shown`;
}

/** What is captured further is not counted: only how many packets and calls are shown. */
function fullText({ snapshot: { timeline } }: UiContent): string {
  return `full: ${timeline.packets.length + timeline.calls.length} events, more recorded`;
}

/** That a filter hides rows, and how far it has come; null without one. */
function filterText(state: UiState, content: UiContent): string | null {
  const view = currentView(state);
  if (view !== 'ladder' && view !== 'detail' && view !== 'connections') return null;
  const isList = view === 'connections';
  const scan = isList ? listScan(state, content) : filterScan(state, content);
  if (scan === null) return null;
  return scan.isDone
    ? `filtered of ${isList ? content.connectionCount : scan.rows.length}`
    : `filtering ${scan.percent}%`;
}

/** The order of a list, where it is not the one in which it was found: its column may have no room. */
function orderText(state: UiState, content: UiContent, { asciiGlyphs }: Charset): string | null {
  const list = listSorting(state, content);
  if (!list || list.sorting.column === '') return null;
  const { column, isDescending } = list.sorting;
  if (column === list.columns[0] && !isDescending && currentView(state) === 'connections') return null;
  return `${content.isSorting ? 'sorting ' : ''}by ${column}${sortArrow(isDescending, asciiGlyphs)}`;
}

/** What is on the screen, and what it is of. */
function placeText(state: UiState, content: UiContent): string {
  const view = currentView(state);
  const total = content.connectionCount;
  if (view === 'runs') return runsText(content);
  if (view === 'connections') return counted(total, 'connection');
  if (view !== 'ladder' && view !== 'detail') return view;
  return state.choice === null ? 'all connections' : connectionText(state.choice, content);
}

/** Of a large capture one connection is there, which has its number in the capture; which of how many the list tells. */
function connectionText(choice: number, { snapshot, connectionCount }: UiContent): string {
  const captureIndex = snapshot.timeline.connections[choice]?.connection.captureIndex;
  return captureIndex === undefined
    ? `connection ${choice} (${choice + 1}/${connectionCount})`
    : `connection ${captureIndex}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function runsText({ snapshot: { runs } }: UiContent): string {
  return counted(runs?.entries.length ?? 0, runs?.what ?? 'run');
}

/** Where the cursor is; null in views without one. */
function rowText(state: UiState, content: UiContent): string | null {
  const at = (cursor: number, length: number) => `${Math.min(cursor + 1, length)}/${length}`;
  const view = currentView(state);
  switch (view) {
    case 'runs':
      return at(state.runs.cursor, content.snapshot.runs?.entries.length ?? 0);
    case 'connections':
      return at(state.connections.cursor, shownConnections(state, content).length);
    case 'anomalies':
      return at(state.anomalies.cursor, shownAnomalies(state, content).length);
    case 'ladder':
    case 'detail':
      return `row ${at(state.ladder.cursor, shownRows(state, content).length)}`;
    case 'compare':
    case 'statistics':
    case 'fields':
    case 'help':
      return documentText(state[view]);
    default:
      return null;
  }
}

function documentText({ top, length }: DocumentState): string {
  return `line ${Math.min(top + 1, length)}/${length}`;
}
