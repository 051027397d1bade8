import type { Timeline } from '../model';
import { lazyArray } from './lazy-array';
import type { RowEvents } from './moments';
import type { LadderRow } from './row';
import { marksOf, marksOfAll, type RowMarks } from './row-marks';
import { RowTable } from './row-table';
import { TableRow } from './table-row';
import { timelineIndex } from './timeline-index';

/**
 * Gives the rows of one connection's ladder, or with null of everything, from the first event to the last: a listener's calls
 * stand in each of its connections. A call with another row between its entry and its return is two rows and a bracket around
 * what happened meanwhile; one that has not returned keeps its bracket open to the last row or the end of its process.
 * Empty for a connection that does not exist. The time grows with the number of rows, the memory is some 25 bytes a row:
 * rows are made when they are read, each time anew, and tell themselves apart by their keys.
 */
export function ladderRows(timeline: Timeline, connection: number | null): readonly LadderRow[] {
  if (connection === null) return rowsOf(timeline, timeline, () => marksOfAll(timeline.connections));
  const events = timelineIndex(timeline).byConnection.get(connection);
  return events === undefined ? [] : rowsOf(events, timeline, () => marksOf(events));
}

/** Gives the rows of what belongs to no connection: stray packets, sockets that never connected. */
export function looseRows(timeline: Timeline): readonly LadderRow[] {
  const events = timelineIndex(timeline).loose;
  return rowsOf(events, timeline, () => marksOf(events));
}

/** Gives the place of the row with this key among rows that ladderRows() or looseRows() gave; null: there is none. */
export function placeOfRow(rows: readonly LadderRow[], key: string): number | null {
  return tables.get(rows)?.rowOfKey(key) ?? null;
}

const tables = new WeakMap<readonly LadderRow[], RowTable>();

function rowsOf(events: RowEvents, timeline: Timeline, makeMarks: () => RowMarks): readonly LadderRow[] {
  const table = new RowTable(events, timelineIndex(timeline), makeMarks);
  const rows = lazyArray(table.length, (place) => new TableRow(table, place));
  tables.set(rows, table);
  return rows;
}
