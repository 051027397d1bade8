import { ANOMALY_COLUMNS } from '../table/anomaly-columns';
import { CONNECTION_COLUMNS } from '../table/connection-columns';
import { allRunColumns } from '../table/run-columns';
import type { Column } from '../table/table';
import type { UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { ListView, UiState } from './ui-state';

/** Gives the names of all columns of the list on the screen, from left to right; null where what is shown is no list. */
export function columnNames(state: UiState, content: UiContent): readonly string[] | null {
  const namesOf = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name);
  switch (currentView(state)) {
    case 'runs':
      return namesOf(allRunColumns(content.snapshot.runs?.what ?? 'run'));
    case 'connections':
      return namesOf(CONNECTION_COLUMNS);
    case 'anomalies':
      return namesOf(ANOMALY_COLUMNS);
    default:
      return null;
  }
}

/** Gives the columns of a list that the user has not taken away. */
export function wantedColumns<Row>(
  columns: readonly Column<Row>[],
  { hiddenColumns }: UiState,
  list: ListView,
): readonly Column<Row>[] {
  const hidden = hiddenColumns[list];
  return hidden.length === 0 ? columns : columns.filter(({ name }) => !hidden.includes(name));
}
