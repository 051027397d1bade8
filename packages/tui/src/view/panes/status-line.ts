import { cut, displayWidth, safeText } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import type { Style } from '../screen/styles';
import type { PendingKeys } from '../keys/key-reader';
import type { UiContent } from '../state/ui-content';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';

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
  const { title, state, content, display } = context;
  const { charset } = display;
  const { width } = painter;
  const items = statusItems(state, content, pending);
  const taken = (count: number) => items.slice(0, count).reduce((sum, { text }) => sum + displayWidth(text) + 2, 0);
  let count = items.length;
  while (count > 0 && taken(count) > width - 10) count -= 1;
  const name = cut(safeText(title, { asciiOnly: charset.asciiText }), Math.max(1, width - 2 - taken(count)), {
    ascii: charset.asciiGlyphs,
  });
  painter.text(0, 0, ' '.repeat(width), 'status');
  let x = painter.text(0, 0, ` ${name}`, 'status');
  for (const { text, style } of items.slice(0, count)) x = painter.text(x + 2, 0, text, style);
}

function statusItems(state: UiState, content: UiContent, { count, first }: PendingKeys): readonly Item[] {
  const items: Item[] = [{ text: placeText(state, content), style: 'status' }];
  const { status } = content.snapshot.recording;
  if (status === 'live') items.push({ text: 'LIVE', style: 'status-live' });
  else if (status === 'interrupted') items.push({ text: 'recorder was killed', style: 'status-problem' });
  else items.push({ text: 'recorded', style: 'status' });
  if (state.isPaused) items.push({ text: 'PAUSED', style: 'status-live' });
  else if (state.isFollowing && status === 'live') items.push({ text: 'FOLLOW', style: 'status-live' });
  items.push({ text: rowText(state, content), style: 'status' });
  const how = content.snapshot.recording.session?.end?.how ?? 'completed';
  if (how !== 'completed') {
    items.push({ text: how, style: /^(interrupted|ended) /.test(how) ? 'status' : 'status-problem' });
  }
  const dropped = content.snapshot.recording.session?.end?.packetsDropped ?? 0;
  if (dropped > 0) items.push({ text: `${counted(dropped, 'packet')} dropped`, style: 'status-problem' });
  const { problems } = content.snapshot.recording;
  if (problems.length > 0) items.push({ text: `${counted(problems.length, 'problem')} (?)`, style: 'status-problem' });
  if (state.isMouseOn) items.push({ text: 'mouse', style: 'status' });
  if (count !== '' || first !== null) items.push({ text: `${count}${first ?? ''}`, style: 'status' });
  return items;
}

function placeText({ choice, views }: UiState, content: UiContent): string {
  const total = content.connectionCount;
  if (views.at(-1) === 'connections') return counted(total, 'connection');
  return choice === null ? 'all connections' : `connection ${choice} (${choice + 1}/${total})`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function rowText(state: UiState, content: UiContent): string {
  if (currentView(state) === 'connections') {
    return `${Math.min(state.connections.cursor + 1, content.connectionCount)}/${content.connectionCount}`;
  }
  const { length } = content.rows(state.choice);
  return `row ${Math.min(state.ladder.cursor + 1, length)}/${length}`;
}
