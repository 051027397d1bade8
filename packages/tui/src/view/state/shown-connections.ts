import { CONNECTION_COLUMNS } from '../table/connection-columns';
import { sortedPlaces } from '../table/sort-rows';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** Gives the indexes of the connections in the order of the list. */
export function shownConnections({ connections: { sorting } }: UiState, content: UiContent): readonly number[] {
  return content.once(`connections by ${sorting.column} ${sorting.isDescending}`, () =>
    sortedPlaces(content.connectionRows(), CONNECTION_COLUMNS, sorting),
  );
}

/** Gives where a connection stands in the list; null where it does not. `place` is where it is looked for first. */
export function placeOfConnection(shown: readonly number[], index: number, place = 0): number | null {
  if (shown[place] === index) return place;
  const found = shown.indexOf(index);
  return found < 0 ? null : found;
}
