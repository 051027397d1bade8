import type { LadderRow } from '@sockscope/timeline';
import { rowDetail } from '../detail/row-detail';
import { helpLines } from '../panes/help-pane';
import type { Display } from '../screen/display';
import { listHeight, screenLayout } from '../screen/screen-layout';
import { clamp, showCursor } from './list-position';
import type { LadderChoice, UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/**
 * Gives the state with every position where there is something to show, after a key, a change of size or a new snapshot:
 * the cursor stays on the event that it was on, or on the newest while following.
 */
export function settle(state: UiState, content: UiContent, display: Display): UiState {
  const { main, detail } = screenLayout(display.size, currentView(state));
  const last = content.connectionCount - 1;
  const choice = chosenLadder(state, last);
  const listCursor = state.isFollowing ? last : state.connections.cursor;
  const height = listHeight(main);
  const settled: UiState = {
    ...state,
    ...ladderPosition(state, choice, content, height),
    choice,
    connections: showCursor({ ...state.connections, cursor: listCursor }, content.connectionCount, height),
    focus: detail ? state.focus : 'list',
  };
  const isOtherRow = settled.ladderKey !== state.ladderKey;
  return {
    ...settled,
    detailTop: isOtherRow ? 0 : detailTop(settled, content, display),
    helpTop: clamp(state.helpTop, 0, helpLines(state, content, display).length - main.height),
  };
}

/** The newest connection while following; everything where the chosen one is not there. */
function chosenLadder({ isFollowing, choice }: UiState, last: number): LadderChoice {
  if (isFollowing && last >= 0) return last;
  return choice === null || choice > last ? null : choice;
}

/** Finds the row under the cursor again: by its key, since rows before it may be new. */
function ladderPosition(state: UiState, choice: LadderChoice, content: UiContent, height: number) {
  const rows = content.rows(choice);
  const isOther = choice !== state.choice;
  const known = isOther ? null : knownRow(state, rows, content);
  const cursor = state.isFollowing ? rows.length - 1 : (known ?? (isOther ? 0 : state.ladder.cursor));
  const ladder = showCursor({ cursor, top: isOther ? 0 : state.ladder.top }, rows.length, height);
  return { ladder, ladderKey: rows[ladder.cursor]?.key ?? null };
}

/** Where the row under the cursor stands now; mostly where it stood, which saves an index of all rows. */
function knownRow(
  { ladder, ladderKey, choice }: UiState,
  rows: readonly LadderRow[],
  content: UiContent,
): number | null {
  if (ladderKey === null) return null;
  return rows[ladder.cursor]?.key === ladderKey ? ladder.cursor : content.indexOf(choice, ladderKey);
}

function detailTop(state: UiState, content: UiContent, { size, charset }: Display): number {
  const { detail, main } = screenLayout(size, currentView(state));
  const pane = detail ?? main;
  const row = content.rows(state.choice)[state.ladder.cursor];
  return row ? clamp(state.detailTop, 0, rowDetail(content, row, pane.width, charset).length - pane.height) : 0;
}
