import type { ConnectionSummary } from './connection';

/** Connections in order of their first packets, read one at a time from where their state lies. */
export interface ConnectionList {
  /** How many there are. */
  readonly connectionCount: number;
  /** Gives a connection as it stands, by its index. */
  connection(index: number): ConnectionSummary;
  connections(): Iterable<ConnectionSummary>;
}
