import type { ConnectionsState, UiState } from '../state/ui-state';
import type { View } from '../view-name';
import type { Command } from './command';
import { moved } from './move-commands';

const VIEWS: readonly View[] = ['connections'];

/** Selection in the list of connections. */
export const CONNECTION_COMMANDS: readonly Command[] = [
  {
    name: 'select',
    keys: ['space'],
    views: VIEWS,
    help: 'select the connection, or no longer; timing and comparison are of the selected ones',
    hint: 'Select',
    run: ({ state }) => ({ state: moved(toggled(state), 1) }),
  },
  {
    name: 'select-none',
    keys: ['u'],
    views: VIEWS,
    help: 'select none',
    run: ({ state }) => ({ state: changed(state, { selected: [] }) }),
  },
];

function changed(state: UiState, change: Partial<ConnectionsState>): UiState {
  return { ...state, connections: { ...state.connections, ...change } };
}

function toggled(state: UiState): UiState {
  const { at, selected } = state.connections;
  if (at === null) return state;
  const without = selected.filter((index) => index !== at);
  const isSelected = without.length < selected.length;
  return changed(state, { selected: isSelected ? without : [...selected, at].sort((a, b) => a - b) });
}
