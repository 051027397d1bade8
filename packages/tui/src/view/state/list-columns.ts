import { ANOMALY_COLUMNS } from '../table/anomaly-columns';
import { CONNECTION_COLUMNS } from '../table/connection-columns';
import { allRunColumns } from '../table/run-columns';
import type { Column } from '../table/table';
import type { UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { ListView, UiState } from './ui-state';

const namesOf = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);

/** Names of the columns that each list can have; the list of runs may be one of connections of a large capture. */
export const COLUMN_NAMES: Readonly<Record<ListView, readonly string[]>> = {
  runs: [...new Set([...namesOf(allRunColumns('run')), ...namesOf(allRunColumns('connection'))])],
  connections: namesOf(CONNECTION_COLUMNS),
  anomalies: namesOf(ANOMALY_COLUMNS),
};

/** Gives the names of all columns of the list on the screen, from left to right; null where what is shown is no list. */
export function columnNames(state: UiState, content: UiContent): readonly string[] | null {
  const view = currentView(state);
  switch (view) {
    case 'runs':
      return namesOf(allRunColumns(content.snapshot.runs?.what ?? 'run'));
    case 'connections':
    case 'anomalies':
      return COLUMN_NAMES[view];
    default:
      return null;
  }
}

/** Gives the columns of a list that the user has not taken away; all where none would be left, as a narrow screen has few. */
export function wantedColumns<Row>(
  columns: readonly Column<Row>[],
  { hiddenColumns }: UiState,
  list: ListView,
): readonly Column<Row>[] {
  const hidden = hiddenColumns[list];
  const wanted = columns.filter(({ name }) => !hidden.includes(name));
  return wanted.length === 0 ? columns : wanted;
}
