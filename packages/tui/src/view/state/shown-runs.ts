import { allRunColumns } from '../table/run-columns';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

const NO_PLACES: readonly number[] = [];

/** Gives the places of the runs among those that were given, in the order of the list. */
export function shownRuns(
  { runs: { sorting } }: UiState,
  { snapshot: { runs }, orders }: UiContent,
): readonly number[] {
  if (!runs) return NO_PLACES;
  return orders.runs.places(runs.entries, allRunColumns(runs.what ?? 'run'), sorting);
}
