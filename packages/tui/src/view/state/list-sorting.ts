import { ANOMALY_COLUMNS } from '../table/anomaly-columns';
import { CONNECTION_COLUMNS } from '../table/connection-columns';
import { allRunColumns } from '../table/run-columns';
import type { Sorting } from '../table/table';
import type { UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/** The order of the list on the screen. */
export interface ListSorting {
  readonly sorting: Sorting;
  /** Names of the columns that the list can be sorted by, from left to right. */
  readonly columns: readonly string[];
}

/** Gives the order of the list on the screen; null where what is shown is no list. */
export function listSorting(state: UiState, content: UiContent): ListSorting | null {
  const namesOf = (columns: readonly { readonly name: string; readonly order?: unknown }[]) =>
    columns.filter(({ order }) => order !== undefined).map(({ name }) => name);
  switch (currentView(state)) {
    case 'runs':
      return {
        sorting: state.runs.sorting,
        columns: namesOf(allRunColumns(content.snapshot.runs?.what ?? 'run')),
      };
    case 'connections':
      return { sorting: state.connections.sorting, columns: namesOf(CONNECTION_COLUMNS) };
    case 'anomalies':
      return { sorting: state.anomalies.sorting, columns: namesOf(ANOMALY_COLUMNS) };
    default:
      return null;
  }
}

/** Gives the state with the list on the screen in another order. */
export function sortedList(state: UiState, sorting: Sorting): UiState {
  switch (currentView(state)) {
    case 'runs':
      return { ...state, runs: { ...state.runs, sorting } };
    case 'connections':
      return { ...state, connections: { ...state.connections, sorting } };
    case 'anomalies':
      return { ...state, anomalies: { ...state.anomalies, sorting } };
    default:
      return state;
  }
}
