import { completeFilter, parseFilter } from '@sockscope/timeline';
import { keyLabel } from '../keys/key-label';
import { frameGlyphs } from '../screen/charset';
import { listScan, shownConnections } from '../state/shown-connections';
import { filterScan, shownRows } from '../state/shown-rows';
import { currentView } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Prompt } from './prompt';
import { openPrompt } from './prompt-state';

/**
 * `f`, the display filter: ladder and list show at once what the text lets through, as far as it is a filter; Enter keeps it,
 * Escape brings back the one before.
 */
export const filterPrompt: Prompt = {
  sign: 'filter: ',
  candidates: (line) => completeFilter(line).map(({ text, word, help }) => ({ line: text, label: word, help })),
  problem: (line) => {
    const reading = parseFilter(line);
    return reading.ok || reading.error.isIncomplete ? null : reading.error.text;
  },
  found: (line, context) => {
    const reading = parseFilter(line);
    if (!reading.ok) return `${frameGlyphs(context.display.charset).ellipsis} ${reading.error.text}`;
    return countText(context);
  },
  typed: (line, { state }) => {
    const reading = parseFilter(line);
    return reading.ok ? { ...state, filter: { ...state.filter, draft: { filter: reading.filter } } } : state;
  },
  cancelled: ({ state }) => ({ ...state, filter: { ...state.filter, draft: null } }),
  accept: (line, context) => ({ state: filtered(line, context) }),
};

/** How much passes: connections in their list, else rows. */
function countText({ state, content }: UiContext): string {
  const isList = currentView(state) === 'connections';
  const scan = isList ? listScan(state, content) : filterScan(state, content);
  if (scan === null) return '';
  const counted = isList
    ? `${shownConnections(state, content).length} of ${content.connectionCount} connections`
    : `${scan.places.length} of ${scan.rows.length} rows`;
  return scan.isDone ? counted : `${counted}, ${scan.percent}%`;
}

/** The state with the filter; with the prompt still open where the line is none. */
function filtered(line: string, { state, content, bindings }: UiContext): UiState {
  const reading = parseFilter(line);
  if (!reading.ok) {
    const { at } = reading.error;
    return { ...state, prompt: { ...openPrompt('filter', line), cursor: Math.min(at, line.length) } };
  }
  const { filter } = reading;
  const next = { ...state, filter: { chosen: filter && { text: line.trim(), filter }, draft: null } };
  if (currentView(state) === 'connections') return next;
  const isEmpty = shownRows(next, content).length === 0 && content.rows(state.choice).length > 0;
  const isDone = filterScan(next, content)?.isDone ?? false;
  if (!isEmpty || !isDone) return next;
  const [key] = bindings.keysOf('clear-filter');
  const clear = key === undefined ? ':clear-filter' : keyLabel(key);
  return { ...next, notice: { text: `no row passes the filter; ${clear} clears it`, isProblem: false } };
}
