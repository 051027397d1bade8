import type { Connection } from '@sockscope/capture';
import type { Timeline } from '../model';
import { ladderRows } from './ladder-rows';
import type { LadderRow } from './row';
import { timelineIndex, type TimelineIndex } from './timeline-index';

/** What every line of one ladder is drawn against. */
export interface LadderContext {
  readonly index: TimelineIndex;
  readonly connections: Timeline['connections'];
  /** The connection whose ladder it is; null for the ladder of everything. */
  readonly connection: Connection | null;
  /** Time of the first row that has one: zero of relative times. */
  readonly originNs: bigint | null;
  /** Time of the connection's first SYN; null where there is none. */
  readonly synNs: bigint | null;
}

/**
 * Gives the context of a connection's ladder, or with null of the ladder of everything. `rows` are that ladder's rows, where
 * they are at hand already.
 */
export function ladderContext(
  timeline: Timeline,
  connection: number | null,
  rows: readonly LadderRow[] = ladderRows(timeline, connection),
): LadderContext {
  const own = connection === null ? null : (timeline.connections[connection]?.connection ?? null);
  return {
    index: timelineIndex(timeline),
    connections: timeline.connections,
    connection: own,
    originNs: rows.find(({ timeNs }) => timeNs !== null)?.timeNs ?? null,
    synNs: own?.handshake.syn?.timestampNs ?? null,
  };
}

/** Gives the connection that a row belongs to, to read its numbers by; in a connection's own ladder always that one. */
export function connectionOfRow(row: LadderRow, context: LadderContext): Connection | null {
  if (context.connection !== null) return context.connection;
  return row.connection === null ? null : (context.connections[row.connection]?.connection ?? null);
}
