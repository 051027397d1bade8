import { CONNECTION_COLUMNS } from '../table/connection-columns';
import type { ConnectionsState, UiState } from '../state/ui-state';
import { neighbourColumn } from '../table/sort-rows';
import type { View } from '../view-name';
import type { Command } from './command';
import { moved } from './move-commands';

const VIEWS: readonly View[] = ['connections'];

/** Order and selection in the list of connections. */
export const CONNECTION_COMMANDS: readonly Command[] = [
  {
    name: 'sort',
    keys: ['t'],
    views: VIEWS,
    help: 'sort by a column; by the same one again, the other way round',
    hint: 'Sort',
    argument: {
      label: 'COLUMN',
      isOptional: false,
      candidates: () => CONNECTION_COLUMNS.filter(({ order }) => order).map(({ name }) => name),
    },
    run: ({ state, argument }) => {
      const column = CONNECTION_COLUMNS.find(({ name, order }) => order && name.startsWith(argument));
      if (!column) return { state: { ...state, notice: { text: `no column ${argument}`, isProblem: true } } };
      const { sorting } = state.connections;
      const isDescending = sorting.column === column.name && !sorting.isDescending;
      return { state: changed(state, { sorting: { column: column.name, isDescending } }) };
    },
  },
  {
    name: 'sort-right',
    keys: ['>'],
    views: VIEWS,
    help: 'sort by the column to the right',
    run: ({ state }) => ({ state: sortedBeside(state, 1) }),
  },
  {
    name: 'sort-left',
    keys: ['<'],
    views: VIEWS,
    help: 'sort by the column to the left',
    run: ({ state }) => ({ state: sortedBeside(state, -1) }),
  },
  {
    name: 'sort-reverse',
    keys: ['z'],
    views: VIEWS,
    help: 'the other way round',
    run: ({ state }) => {
      const { sorting } = state.connections;
      return { state: changed(state, { sorting: { ...sorting, isDescending: !sorting.isDescending } }) };
    },
  },
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

function sortedBeside(state: UiState, by: 1 | -1): UiState {
  const { sorting } = state.connections;
  return changed(state, { sorting: { ...sorting, column: neighbourColumn(CONNECTION_COLUMNS, sorting, by) } });
}

function toggled(state: UiState): UiState {
  const { at, selected } = state.connections;
  if (at === null) return state;
  const without = selected.filter((index) => index !== at);
  const isSelected = without.length < selected.length;
  return changed(state, { selected: isSelected ? without : [...selected, at].sort((a, b) => a - b) });
}
