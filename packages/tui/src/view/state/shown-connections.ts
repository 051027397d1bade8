import { CONNECTION_COLUMNS } from '../table/connection-columns';
import type { LadderRow } from '@sockscope/timeline';
import { sortedPlaces } from '../table/sort-rows';
import type { RowScan } from './row-scan';
import { filterScan } from './shown-rows';
import type { UiContent } from './ui-content';
import { currentView } from './ui-state';
import type { UiState } from './ui-state';

/**
 * Gives the indexes of the connections in the order of the list; in the list itself only those of which a row passes the
 * filter. Elsewhere nobody waits for the rows of all connections.
 */
export function shownConnections(state: UiState, content: UiContent): readonly number[] {
  const { sorting } = state.connections;
  const sorted = content.once(`connections by ${sorting.column} ${sorting.isDescending}`, () =>
    sortedPlaces(content.connectionRows(), CONNECTION_COLUMNS, sorting),
  );
  const scan = currentView(state) === 'connections' ? listScan(state, content) : null;
  if (scan === null) return sorted;
  const passing = connectionsOf(scan.found);
  return sorted.filter((index) => passing.has(index));
}

/** Gives the search in everything for the rows that the filter lets through; null without a filter. */
export function listScan({ filter }: UiState, content: UiContent): RowScan | null {
  return filterScan({ filter, choice: null }, content);
}

/** Made once for each list of rows: every frame asks for it several times. */
const connectionSets = new WeakMap<readonly LadderRow[], ReadonlySet<number>>();

function connectionsOf(rows: readonly LadderRow[]): ReadonlySet<number> {
  const known = connectionSets.get(rows);
  if (known) return known;
  const made = new Set(rows.flatMap(({ connection }) => connection ?? []));
  connectionSets.set(rows, made);
  return made;
}

/** Gives where a connection stands in the list; null where it does not. `place` is where it is looked for first. */
export function placeOfConnection(shown: readonly number[], index: number, place = 0): number | null {
  if (shown[place] === index) return place;
  const found = shown.indexOf(index);
  return found < 0 ? null : found;
}
