import type { TimeMode } from '@sockscope/timeline';
import type { View } from '../keys/key-table';
import type { LadderChoice } from './ui-content';

/** A list with a cursor: `top` is the first row on the screen. */
export interface ListPosition {
  readonly cursor: number;
  readonly top: number;
}

/** Everything that the user's keys change. */
export interface UiState {
  /** The first view at the bottom, the one on the screen last; never empty. */
  readonly views: readonly View[];
  readonly connections: ListPosition;
  readonly ladder: ListPosition;
  /** Key of the row under the ladder's cursor: it finds the row again in a timeline that grew. */
  readonly ladderKey: string | null;
  readonly choice: LadderChoice;
  /** Where keys go while ladder and detail stand side by side. */
  readonly focus: 'list' | 'detail';
  readonly detailTop: number;
  readonly helpTop: number;
  readonly timeMode: TimeMode;
  readonly isFollowing: boolean;
  readonly isPaused: boolean;
  readonly isMouseOn: boolean;
}

const START: ListPosition = { cursor: 0, top: 0 };

/** Where the UI begins: with the list where there are several connections, else with the one ladder there is. */
export function initialState(connectionCount: number, isLive: boolean): UiState {
  return {
    views: [connectionCount > 1 && !isLive ? 'connections' : 'ladder'],
    connections: START,
    ladder: START,
    ladderKey: null,
    choice: connectionCount === 1 ? 0 : null,
    focus: 'list',
    detailTop: 0,
    helpTop: 0,
    timeMode: 'relative',
    isFollowing: isLive,
    isPaused: false,
    isMouseOn: false,
  };
}

/** Gives the view on the screen. */
export function currentView(state: UiState): View {
  return state.views.at(-1) ?? 'ladder';
}
