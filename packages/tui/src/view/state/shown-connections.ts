import { CONNECTION_COLUMNS } from '../table/connection-columns';
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
  const sorted = content.orders.connections.places(content.connectionRows(), CONNECTION_COLUMNS, sorting);
  const scan = currentView(state) === 'connections' ? listScan(state, content) : null;
  if (scan === null) return sorted;
  const passing = connectionsOf(scan);
  return sorted.filter((index) => passing.has(index));
}

/** Gives the search in everything for the rows that the filter lets through; null without a filter. */
export function listScan({ filter }: UiState, content: UiContent): RowScan | null {
  return filterScan({ filter, choice: null }, content);
}

/** The connections of the rows that a scan has found, and of how many of them. */
interface FoundConnections {
  readonly connections: Set<number>;
  known: number;
}

/** Every frame asks for it several times: only what was found since is looked at. */
const foundConnections = new WeakMap<RowScan, FoundConnections>();

function connectionsOf(scan: RowScan): ReadonlySet<number> {
  const found = foundConnections.get(scan) ?? { connections: new Set<number>(), known: 0 };
  foundConnections.set(scan, found);
  for (; found.known < scan.places.length; found.known++) {
    const connection = scan.rows[scan.places[found.known] ?? 0]?.connection ?? null;
    if (connection !== null) found.connections.add(connection);
  }
  return found.connections;
}

/** Gives where a connection stands in the list; null where it does not. `place` is where it is looked for first. */
export function placeOfConnection(shown: readonly number[], index: number, place = 0): number | null {
  if (shown[place] === index) return place;
  const found = shown.indexOf(index);
  return found < 0 ? null : found;
}
