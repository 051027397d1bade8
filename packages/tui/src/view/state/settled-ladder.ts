import type { LadderRow } from '@sockscope/timeline';
import { showCursor } from './list-position';
import { filterScan, placeOfKey, shownRows } from './shown-rows';
import type { UiContent } from './ui-content';
import { DETAIL_START } from './ui-state';
import type { UiState } from './ui-state';

/**
 * Gives the state with the ladder's cursor on the event that it was on, though rows before it may be new; on the newest
 * while following. The detail begins anew with another event.
 */
export function settledLadder(state: UiState, content: UiContent, height: number): UiState {
  const rows = shownRows(state, content);
  const known = knownRow(state, rows, content);
  const cursor = state.isFollowing ? rows.length - 1 : (known ?? state.ladder.cursor);
  const position = showCursor({ cursor, top: state.ladder.top }, rows.length, height);
  // The row under the cursor may not have been found yet.
  const isAwaited = known === null && filterScan(state, content)?.isDone === false;
  const key = isAwaited ? state.ladder.key : (rows[position.cursor]?.key ?? null);
  const ladder = { ...state.ladder, ...position, key };
  return key === state.ladder.key ? { ...state, ladder } : { ...state, ladder, detail: DETAIL_START };
}

/** Where the row under the cursor stands now; mostly where it stood, which saves an index of all rows. */
function knownRow(state: UiState, rows: readonly LadderRow[], content: UiContent): number | null {
  const { ladder } = state;
  if (ladder.key === null) return null;
  return rows[ladder.cursor]?.key === ladder.key ? ladder.cursor : placeOfKey(state, content, ladder.key);
}
