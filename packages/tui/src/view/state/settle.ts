import { PANES } from '../panes/pane-table';
import { screenLayout } from '../screen/screen-layout';
import type { UiContext } from '../ui-context';
import type { View } from '../view-name';
import type { LadderChoice } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/**
 * Gives the state with every position where there is something to show, after a key, a change of size or a new snapshot:
 * of each view in the stack, from the first on.
 */
export function settle(context: UiContext): UiState {
  const { content, display } = context;
  let state = chosenLadder(context.state, content.connectionCount - 1);
  for (const view of state.views) state = settleView(view, { ...context, state });
  const { detail } = screenLayout(display.size, currentView(state), state.panes);
  if (!detail) return { ...state, focus: 'list' };
  return PANES.detail.settle({ ...context, state }, detail);
}

function settleView(view: View, context: UiContext): UiState {
  return PANES[view].settle(context, screenLayout(context.display.size, view, context.state.panes).main);
}

/** The newest connection while that is followed; everything where the chosen one is not there. */
function chosenLadder(state: UiState, last: number): UiState {
  const isNewest = state.isFollowing && state.followed === 'newest' && last >= 0;
  const choice = isNewest ? last : presentChoice(state.choice, last);
  return choice === state.choice
    ? state
    : { ...state, choice, ladder: { ...state.ladder, cursor: 0, top: 0, key: null } };
}

function presentChoice(choice: LadderChoice, last: number): LadderChoice {
  return choice === null || choice > last ? null : choice;
}
