import type { ConnectionSummary } from './flow/connection';
import { FlowFrame } from './flow/flow-frame';
import type { FlowPlace } from './flow/flow-place';
import { FlowTable } from './flow/flow-table';
import type { RecordBatch } from './savefile/record-batch';
import { PacketFacts } from './wire/packet-facts';
import { scanPacket } from './wire/scan-packet';

/**
 * Finds the connections in a capture's records, given as columns: the quick way through a large capture. Memory grows with
 * connections, not with packets.
 *
 * @example
 * const scanner = new FlowScanner();
 * for await (const batch of openCapture('large.pcap').batches()) scanner.addBatch(batch);
 * for (const connection of scanner.connections()) console.log(connectionLine(connection));
 */
export class FlowScanner {
  private readonly table = new FlowTable();
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();

  /** How many packets there were. */
  get packets(): number {
    return this.frame.number;
  }

  /** How many connections there are so far. */
  get connectionCount(): number {
    return this.table.count;
  }

  /** Gives a connection as it stands, by its index. */
  connection(index: number): ConnectionSummary {
    return this.table.connection(index);
  }

  /** Gives the connections as they stand, in order of their first packets. */
  *connections(): Generator<ConnectionSummary> {
    for (let index = 0; index < this.table.count; index++) {
      yield this.table.connection(index);
    }
  }

  /**
   * Takes the next records.
   *
   * @param visit Called for each, with its place in the batch and in its connection, and its facts; both are written again for
   *   the next one.
   */
  addBatch(batch: RecordBatch, visit?: (index: number, place: FlowPlace, facts: PacketFacts) => void): void {
    const { table, facts, frame } = this;
    const { count, view, frameStart, capturedBytes, wireBytes, linkType, seconds, nanoseconds } = batch;
    frame.view = view;
    for (let index = 0; index < count; index++) {
      frame.number += 1;
      frame.start = frameStart[index] ?? 0;
      frame.capturedBytes = capturedBytes[index] ?? 0;
      frame.linkType = linkType[index] ?? 0;
      frame.seconds = seconds[index] ?? NaN;
      frame.nanoseconds = nanoseconds[index] ?? 0;
      scanPacket(view, frame.start, frame.capturedBytes, wireBytes[index] ?? 0, frame.linkType, facts);
      table.add(facts, frame);
      visit?.(index, table.place, facts);
    }
  }
}
