import { neighbourValue, SETTINGS } from '../settings/settings';
import { opened } from '../state/view-stack';
import { clamp } from '../state/list-position';
import { placeOfConnection, shownConnections } from '../state/shown-connections';
import type { LadderChoice, UiContent } from '../state/ui-content';
import { DETAIL_START } from '../state/ui-state';
import type { UiState } from '../state/ui-state';
import type { View } from '../view-name';
import type { Command } from './command';

const LADDER: readonly View[] = ['ladder', 'detail'];

/** What is shown in the ladder, and how. */
export const LADDER_COMMANDS: readonly Command[] = [
  {
    name: 'next-connection',
    keys: ['] c'],
    views: LADDER,
    help: 'ladder of the next connection',
    hint: 'Next connection',
    needs: 'connections',
    run: ({ state, content, count }) => ({ state: stepped(state, content, count ?? 1) }),
  },
  {
    name: 'previous-connection',
    keys: ['[ c'],
    views: LADDER,
    help: 'ladder of the connection before',
    needs: 'connections',
    run: ({ state, content, count }) => ({ state: stepped(state, content, -(count ?? 1)) }),
  },
  {
    name: 'all-connections',
    keys: ['a'],
    views: ['connections', ...LADDER],
    help: 'one ladder of everything, also of what belongs to no connection',
    hint: { connections: 'All in one' },
    run: ({ state }) => ({ state: openedLadder(state, null) }),
  },
  {
    name: 'time-mode',
    keys: ['w'],
    views: LADDER,
    help: 'times since the start, since the SYN, since the row before, or of the clock',
    hint: 'Time',
    run: ({ state }) => ({ state: withNext('time', state) }),
  },
  {
    name: 'colour-mode',
    aliases: ['color-mode'],
    keys: ['c'],
    views: ['connections', 'ladder', 'replay'],
    help: 'colours by kind of call and packet, by connection, or by process',
    run: ({ state }) => {
      const next = withNext('colours', state);
      return { state: { ...next, notice: { text: `colours by ${next.ladder.colorMode}`, isProblem: false } } };
    },
  },
];

/** Gives the state with the next value of a setting. */
function withNext(name: string, state: UiState): UiState {
  const setting = SETTINGS.find((each) => each.name === name);
  return setting?.set(state, neighbourValue(setting, state, 1)).state ?? state;
}

/** Gives the state with a ladder on the screen. */
export function openedLadder(state: UiState, choice: LadderChoice): UiState {
  const shown = showLadder(state, choice);
  return state.views.includes('ladder') ? shown : opened(shown, 'ladder');
}

/** The ladder that was on the screen last is where the user left it; another begins at its first row. */
function showLadder(state: UiState, choice: LadderChoice): UiState {
  if (choice === state.choice) return { ...state, isFollowing: false, followed: 'chosen' };
  const ladder = { ...state.ladder, cursor: 0, top: 0, key: null };
  return { ...state, isFollowing: false, followed: 'chosen', choice, ladder, detail: DETAIL_START };
}

/** Goes on in the order of the list. */
function stepped(state: UiState, content: UiContent, by: number): UiState {
  const shown = shownConnections(state, content);
  if (shown.length === 0) return state;
  const place = state.choice === null ? null : placeOfConnection(shown, state.choice, state.connections.cursor);
  const from = place ?? (by > 0 ? -1 : shown.length);
  const choice = shown[clamp(from + by, 0, shown.length - 1)] ?? null;
  const moved = choice === state.choice ? state : showLadder(state, choice);
  return { ...moved, connections: { ...state.connections, at: choice } };
}
