import { detailTexts } from '../detail/shown-detail';
import { PANES } from '../panes/pane-table';
import { screenLayout } from '../screen/screen-layout';
import type { UiContext } from '../ui-context';
import { matchFrom, matchText, searchScan } from './search';
import { lineFrom, linesWith } from './search-document';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/** True where the search is in the detail's text and not among rows. */
export function isInText(state: UiState): boolean {
  return currentView(state) === 'detail' || state.focus === 'detail';
}

/**
 * Gives the state at the match `by` matches after where it is, or before; with 0 the first from there on, that place
 * included. The same state where nothing is found.
 */
export function soughtFrom(context: UiContext, by: number): UiState {
  if (isInText(context.state)) return soughtInText(context, by);
  return currentView(context.state) === 'ladder' ? soughtRow(context, by) : soughtInView(context, by);
}

/** In a list, or a text without a cursor. */
function soughtInView(context: UiContext, by: number): UiState {
  const { state } = context;
  const pane = PANES[currentView(state)];
  const lines = linesWith(pane.texts?.(context) ?? [], state.search.text);
  const here = placeInView(context);
  const line = by === 0 ? lineFrom(lines, here - 1, 1) : lineFrom(lines, here, by);
  return line === null ? state : pane.place({ ...state, search: { ...state.search, line } }, () => line);
}

/** The cursor; in a text the line that was found, as long as it is on the screen. */
function placeInView({ state, display }: UiContext): number {
  const view = currentView(state);
  const pane = PANES[view];
  const at = pane.at?.(state) ?? 0;
  const { line } = state.search;
  const { height } = screenLayout(display.size, view, state.panes).main;
  return pane.top === undefined && line !== null && line >= at && line < at + height ? line : at;
}

function soughtRow({ state, content }: UiContext, by: number): UiState {
  const scan = searchScan(state, content);
  if (scan === null) return state;
  const { cursor } = state.ladder;
  const place = by === 0 ? matchFrom(scan, cursor - 1, 1) : matchFrom(scan, cursor, by);
  return place === null
    ? state
    : { ...state, isFollowing: false, ladder: { ...state.ladder, cursor: place, key: null } };
}

function soughtInText(context: UiContext, by: number): UiState {
  const { state } = context;
  const { cursor } = state.detail;
  const lines = linesWith(detailTexts(context), state.search.text);
  const line = by === 0 ? lineFrom(lines, cursor - 1, 1) : lineFrom(lines, cursor, by);
  if (line === null) return state;
  return { ...state, detail: { ...state.detail, part: 'fields', cursor: line } };
}

/** Says which match this is of how many: `3/17`. */
export function found(context: UiContext): string {
  const { state, content } = context;
  if (!isInText(state) && currentView(state) !== 'ladder') {
    const lines = linesWith(PANES[currentView(state)].texts?.(context) ?? [], state.search.text);
    return countText(lines, placeInView(context));
  }
  if (!isInText(state)) {
    const scan = searchScan(state, content);
    return scan === null ? '' : matchText(scan, state.ladder.cursor);
  }
  return countText(linesWith(detailTexts(context), state.search.text), state.detail.cursor);
}

function countText(lines: readonly number[], at: number): string {
  return lines.length === 0 ? 'not found' : `${lines.filter((line) => line <= at).length}/${lines.length}`;
}

/** Says in the last line which match the cursor is on, of how many. */
export function withMatchCount(context: UiContext): UiState {
  const { state } = context;
  const text = found(context);
  return { ...state, notice: { text: `/${state.search.text}  ${text}`, isProblem: text === 'not found' } };
}
