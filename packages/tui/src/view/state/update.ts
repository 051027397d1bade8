import type { Action, View } from '../keys/key-table';
import type { Display } from '../screen/display';
import { listHeight, screenLayout } from '../screen/screen-layout';
import { clamp } from './list-position';
import { settle } from './settle';
import type { LadderChoice, UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/** What the terminal or the program has to do; the state cannot. */
export type Effect = 'quit' | 'interrupt' | 'mouse-on' | 'mouse-off' | 'redraw' | 'suspend';

export interface Update {
  readonly state: UiState;
  readonly effect: Effect | null;
}

export interface Command {
  readonly action: Action;
  /** The number typed before it; null without one. */
  readonly count: number | null;
}

/** Which way of showing times comes after which. */
const NEXT_TIME_MODE: Readonly<Record<UiState['timeMode'], UiState['timeMode']>> = {
  relative: 'since-syn',
  'since-syn': 'delta',
  delta: 'wall',
  wall: 'relative',
};

/** Larger than any list, and still exact when added to a position. */
const FAR = 1e12;

/** Carries out a command: gives the new state, settled, and what is left to do outside of it. */
export function update(state: UiState, command: Command, content: UiContent, display: Display): Update {
  const { action, count } = command;
  const main = screenLayout(display.size, currentView(state)).main;
  const page = Math.max(1, listHeight(main) - 1);
  const done = (next: UiState, effect: Effect | null = null): Update => ({
    state: settle(next, content, display),
    effect,
  });
  switch (action) {
    case 'move-down':
      return done(move(state, count ?? 1));
    case 'move-up':
      return done(move(state, -(count ?? 1)));
    case 'page-down':
      return done(move(state, page * (count ?? 1)));
    case 'page-up':
      return done(move(state, -page * (count ?? 1)));
    case 'half-page-down':
      return done(move(state, Math.max(1, page >> 1)));
    case 'half-page-up':
      return done(move(state, -Math.max(1, page >> 1)));
    case 'top':
      return done(goTo(state, (count ?? 1) - 1));
    case 'bottom':
      return done(count === null ? goToEnd(state, content) : goTo(state, count - 1));
    case 'open':
      return done(open(state));
    case 'back':
      return done(back(state, content) ?? state);
    case 'back-or-quit':
      return leave(state, content, done);
    case 'quit':
      return { state, effect: 'quit' };
    case 'interrupt':
      return { state, effect: 'interrupt' };
    case 'help':
      return done({ ...state, views: [...state.views, 'help'], helpTop: 0 });
    case 'next-pane':
      return done({ ...state, focus: state.focus === 'list' ? 'detail' : 'list' });
    case 'next-connection':
      return done(step(state, content, count ?? 1));
    case 'previous-connection':
      return done(step(state, content, -(count ?? 1)));
    case 'all-connections':
      return done(openLadder(state, null));
    case 'time-mode':
      return done({ ...state, timeMode: NEXT_TIME_MODE[state.timeMode] });
    case 'follow':
      return done({ ...state, isFollowing: !state.isFollowing });
    case 'pause':
      return done({ ...state, isPaused: !state.isPaused });
    case 'mouse':
      return done({ ...state, isMouseOn: !state.isMouseOn }, state.isMouseOn ? 'mouse-off' : 'mouse-on');
    case 'redraw':
    case 'suspend':
      return { state, effect: action };
  }
}

/** What the movement keys move in a view. */
function movedPart({ focus }: UiState, view: View): 'connections' | 'ladder' | 'detail' | 'help' {
  return view === 'ladder' && focus === 'detail' ? 'detail' : view;
}

function move(state: UiState, rows: number): UiState {
  return place(state, (position) => clamp(position + rows, 0, FAR));
}

function goTo(state: UiState, row: number): UiState {
  return place(state, () => Math.max(0, row));
}

/** The last row; of a recording that grows, every last row from now on. */
function goToEnd(state: UiState, content: UiContent): UiState {
  const part = movedPart(state, currentView(state));
  const moved = goTo(state, FAR);
  return content.isLive && (part === 'ladder' || part === 'connections') ? { ...moved, isFollowing: true } : moved;
}

/** Moves what the keys move now. A cursor that is moved by hand no longer follows. */
function place(state: UiState, to: (position: number) => number): UiState {
  switch (movedPart(state, currentView(state))) {
    case 'connections':
      return {
        ...state,
        isFollowing: false,
        connections: { ...state.connections, cursor: to(state.connections.cursor) },
      };
    case 'ladder':
      return {
        ...state,
        isFollowing: false,
        ladderKey: null,
        ladder: { ...state.ladder, cursor: to(state.ladder.cursor) },
      };
    case 'detail':
      return { ...state, detailTop: to(state.detailTop) };
    case 'help':
      return { ...state, helpTop: to(state.helpTop) };
  }
}

function open(state: UiState): UiState {
  if (currentView(state) !== 'connections') return { ...state, views: [...state.views, 'detail'], focus: 'list' };
  return openLadder(state, state.connections.cursor);
}

function openLadder(state: UiState, choice: LadderChoice): UiState {
  const isInList = currentView(state) === 'connections';
  return showLadder(isInList ? { ...state, views: [...state.views, 'ladder'] } : state, choice);
}

function showLadder(state: UiState, choice: LadderChoice): UiState {
  return { ...state, isFollowing: false, choice, ladder: { cursor: 0, top: 0 }, ladderKey: null, detailTop: 0 };
}

/** The view below; from a lone ladder the list of connections, where there are several. null: there is none. */
function back(state: UiState, content: UiContent): UiState | null {
  if (state.focus === 'detail') return { ...state, focus: 'list' };
  if (state.views.length > 1) return { ...state, views: state.views.slice(0, -1) };
  return currentView(state) === 'ladder' && content.connectionCount > 1 ? listOf(state) : null;
}

function listOf(state: UiState): UiState {
  const cursor = state.choice ?? 0;
  return { ...state, views: ['connections'], connections: { ...state.connections, cursor } };
}

function leave(state: UiState, content: UiContent, done: (next: UiState) => Update): Update {
  const below = back(state, content);
  return below ? done(below) : { state, effect: 'quit' };
}

function step(state: UiState, content: UiContent, by: number): UiState {
  const last = content.connectionCount - 1;
  if (last < 0) return state;
  const from = state.choice ?? (by > 0 ? -1 : last + 1);
  const choice = clamp(from + by, 0, last);
  const moved = choice === state.choice ? state : showLadder(state, choice);
  return { ...moved, connections: { ...state.connections, cursor: choice } };
}
