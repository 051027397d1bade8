import { ladderRows, placeOfRow, timelineAnomalies, timelineIndex } from '@sockscope/timeline';
import type { Anomaly, AnomalyIndex, LadderRow, Link, TimelineCall } from '@sockscope/timeline';
import { connectionRows } from './connection-rows';
import type { ConnectionRow } from './connection-rows';
import type { RunEntry, UiSnapshot } from '../ui-source';
import { ListOrder } from './list-order';

/** In that many packets, anomalies are found within a few milliseconds. */
const MOST_PACKETS_AT_ONCE = 20_000;

/** Which ladder: of one connection by its index, or of everything. */
export type LadderChoice = number | null;

/** What the panes read of one snapshot, worked out when first asked for and kept as long as the snapshot is shown. */
export class UiContent {
  readonly snapshot: UiSnapshot;
  readonly orders: {
    readonly runs: ListOrder<RunEntry>;
    readonly connections: ListOrder<ConnectionRow>;
    readonly anomalies: ListOrder<Anomaly>;
  };
  readonly #rows = new Map<LadderChoice, readonly LadderRow[]>();
  readonly #made = new Map<string, unknown>();
  #anomalies: AnomalyIndex | null = null;
  #areAnomaliesFound = false;

  /** @param before What was shown before of the same or another recording: its lists keep their order until they are sorted anew. */
  constructor(snapshot: UiSnapshot, before?: UiContent) {
    this.snapshot = snapshot;
    this.orders = before?.orders ?? {
      runs: new ListOrder(),
      connections: new ListOrder(),
      anomalies: new ListOrder(),
    };
  }

  /** True while a long list is not in its order yet. */
  get isSorting(): boolean {
    return Object.values(this.orders).some(({ isSorting }) => isSorting);
  }

  /** Goes on with that until `isTimeUp` says so. */
  goOnSorting(isTimeUp: () => boolean): void {
    for (const order of Object.values(this.orders)) {
      if (order.isSorting) order.advance(isTimeUp);
    }
  }

  get connectionCount(): number {
    return this.snapshot.timeline.connections.length;
  }

  get isLive(): boolean {
    return this.snapshot.recording.status === 'live';
  }

  /**
   * What stands out, as far as it is known: null in a large recording that nobody has looked through yet, which takes longer
   * than a picture may; in one that grows that of an earlier moment.
   */
  get anomalies(): AnomalyIndex | null {
    return (this.#anomalies ??= this.#isSmall ? timelineAnomalies(this.snapshot.timeline) : null);
  }

  /** True when `anomalies` are those of this very snapshot. */
  get areAnomaliesFound(): boolean {
    return this.#areAnomaliesFound || this.#isSmall;
  }

  get #isSmall(): boolean {
    return this.snapshot.timeline.packets.length <= MOST_PACKETS_AT_ONCE;
  }

  takeAnomalies(anomalies: AnomalyIndex | null, { isComplete }: { readonly isComplete: boolean }): void {
    this.#anomalies = anomalies;
    this.#areAnomaliesFound = isComplete;
  }

  /** By the connections' indexes. */
  connectionRows(): readonly ConnectionRow[] {
    return this.once('connection rows', () => connectionRows(this.snapshot.timeline));
  }

  /** Gives what `make` gives, which is called once for each `name` as long as the snapshot is shown. */
  once<Value>(name: string, make: () => Value): Value {
    return cached(this.#made, name, make) as Value;
  }

  rows(choice: LadderChoice): readonly LadderRow[] {
    return cached(this.#rows, choice, () => ladderRows(this.snapshot.timeline, choice));
  }

  /** Where the row with this key stands; null where there is none. */
  indexOf(choice: LadderChoice, key: string): number | null {
    return placeOfRow(this.rows(choice), key);
  }

  call(id: string): TimelineCall | null {
    return timelineIndex(this.snapshot.timeline).callById.get(id) ?? null;
  }

  linksOfCall(id: string): readonly Link[] {
    return timelineIndex(this.snapshot.timeline).linksByCall.get(id) ?? [];
  }

  linksOfPacket(packet: number): readonly Link[] {
    return timelineIndex(this.snapshot.timeline).linksByPacket.get(packet) ?? [];
  }
}

/** Gives the value that the map has for `key`, and puts it there first where it has none. */
function cached<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
