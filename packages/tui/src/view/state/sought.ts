import { detailTexts } from '../detail/shown-detail';
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
  return isInText(context.state) ? soughtInText(context, by) : soughtRow(context, by);
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
  if (!isInText(state)) {
    const scan = searchScan(state, content);
    return scan === null ? '' : matchText(scan, state.ladder.cursor);
  }
  const lines = linesWith(detailTexts(context), state.search.text);
  if (lines.length === 0) return 'not found';
  return `${lines.filter((line) => line <= state.detail.cursor).length}/${lines.length}`;
}
