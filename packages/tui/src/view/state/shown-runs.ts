import { allRunColumns } from '../table/run-columns';
import { sortedPlaces } from '../table/sort-rows';
import type { RunList } from '../ui-source';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

const NO_PLACES: readonly number[] = [];

/** The last order of each list: a list of connections may have a hundred thousand. */
const orders = new WeakMap<RunList['entries'], { readonly name: string; readonly places: readonly number[] }>();

/** Gives the places of the runs among those that were given, in the order of the list. */
export function shownRuns({ runs: { sorting } }: UiState, { snapshot: { runs } }: UiContent): readonly number[] {
  if (!runs) return NO_PLACES;
  const name = `${sorting.column} ${sorting.isDescending}`;
  const known = orders.get(runs.entries);
  if (known?.name === name) return known.places;
  const places = sortedPlaces(runs.entries, allRunColumns(runs.what ?? 'run'), sorting);
  orders.set(runs.entries, { name, places });
  return places;
}
