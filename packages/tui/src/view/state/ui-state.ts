import type { TimeMode } from '@sockscope/timeline';
import type { Notice } from '../effect';
import type { PromptState } from '../prompts/prompt-state';
import type { View } from '../view-name';
import type { LadderChoice } from './ui-content';

/** A list with a cursor: `top` is the first row on the screen. */
export interface ListPosition {
  readonly cursor: number;
  readonly top: number;
}

export interface LadderState extends ListPosition {
  /** Key of the row under the cursor: it finds the row again in a timeline that grew. */
  readonly key: string | null;
  readonly timeMode: TimeMode;
}

/** Lines for reading: the first on the screen. */
export interface DocumentState {
  readonly top: number;
}

/** Everything that the user's keys change: what is on the screen, and a slice for each pane. */
export interface UiState {
  /** The first view at the bottom, the one on the screen last; never empty. */
  readonly views: readonly View[];
  /** Where keys go while ladder and detail stand side by side. */
  readonly focus: 'list' | 'detail';
  /** Which ladder is shown. */
  readonly choice: LadderChoice;
  readonly connections: ListPosition;
  readonly ladder: LadderState;
  readonly detail: DocumentState;
  readonly help: DocumentState;
  /** The line that is being typed; null where keys are commands. */
  readonly prompt: PromptState | null;
  /** What was typed into each prompt, oldest first. */
  readonly history: Readonly<Record<string, readonly string[]>>;
  readonly notice: Notice | null;
  readonly isFollowing: boolean;
  readonly isPaused: boolean;
  readonly isMouseOn: boolean;
}

const START: ListPosition = { cursor: 0, top: 0 };

/** Where the UI begins: with the list where there are several connections, else with the one ladder there is. */
export function initialState(connectionCount: number, isLive: boolean): UiState {
  return {
    views: [connectionCount > 1 && !isLive ? 'connections' : 'ladder'],
    focus: 'list',
    choice: connectionCount === 1 ? 0 : null,
    connections: START,
    ladder: { ...START, key: null, timeMode: 'relative' },
    detail: { top: 0 },
    help: { top: 0 },
    prompt: null,
    history: {},
    notice: null,
    isFollowing: isLive,
    isPaused: false,
    isMouseOn: false,
  };
}

/** Gives the view on the screen. */
export function currentView(state: UiState): View {
  return state.views.at(-1) ?? 'ladder';
}
