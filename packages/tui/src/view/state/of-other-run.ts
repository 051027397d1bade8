import type { UiContent } from './ui-content';
import { firstView, initialState } from './ui-state';
import type { UiState } from './ui-state';

/** Gives the state at the beginning of another run: what was chosen and typed stays, places in the one before do not. */
export function ofOtherRun(state: UiState, content: UiContent): UiState {
  const fresh = initialState(content);
  return {
    ...state,
    views: ['runs', firstView(content)],
    focus: 'list',
    choice: fresh.choice,
    connections: { ...fresh.connections, sorting: state.connections.sorting },
    ladder: { ...fresh.ladder, timeMode: state.ladder.timeMode, colorMode: state.ladder.colorMode },
    detail: fresh.detail,
    isFollowing: fresh.isFollowing,
    followed: fresh.followed,
    isPaused: false,
  };
}
