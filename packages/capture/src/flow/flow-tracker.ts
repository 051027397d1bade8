import type { PacketFacts } from '../wire/packet-facts';
import type { Connection, PacketFlow } from './connection';
import type { FlowFrame } from './flow-frame';
import { FlowTable } from './flow-table';

/** A FlowTable that also keeps which packets each connection has, and gives objects: for captures that fit in memory. */
export class FlowTracker {
  private readonly table = new FlowTable();
  /** Numbers of each connection's packets. */
  private readonly packets: number[][] = [];
  private readonly changed = new Set<number>();
  private snapshots: readonly Connection[] = [];

  /**
   * The connections so far, in order of their first packets. A snapshot: an array and objects that later packets do not
   * change, but for `packets`, which is shared and grows. Connections without new packets stay the same objects.
   */
  get connections(): readonly Connection[] {
    if (this.changed.size > 0) {
      const snapshots = this.snapshots.slice();
      for (const index of [...this.changed].sort((a, b) => a - b)) {
        snapshots[index] = { ...this.table.connection(index), packets: this.packets[index] ?? [] };
      }
      this.changed.clear();
      this.snapshots = snapshots;
    }
    return this.snapshots;
  }

  /** Gives the packet's place in its connection, which it may open; null where it belongs to none. */
  add(facts: PacketFacts, frame: FlowFrame): PacketFlow | null {
    const { table } = this;
    table.add(facts, frame);
    const { connection } = table.place;
    if (connection < 0) {
      return null;
    }
    (this.packets[connection] ??= []).push(frame.number);
    this.changed.add(connection);
    return table.place.toPacketFlow();
  }
}
