import type { ConnectionSummary } from './flow/connection';
import type { ConnectionRows } from './flow/connection-rows';
import { FlowFrame } from './flow/flow-frame';
import { FlowTable } from './flow/flow-table';
import { PREPARED_PACKETS } from './flow/plain-packets';
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
  /** The connections of a batch's records, where nobody wants to know them. */
  private column = new Int32Array();

  /** Where the connections' state lies. */
  get rows(): ConnectionRows {
    return this.table.rows;
  }

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
   * @param connections Is written to: the index of each record's connection, -1 where it belongs to none.
   */
  addBatch(batch: RecordBatch, connections?: Int32Array): void {
    const { plain } = this.table;
    const number = this.frame.number + 1;
    if (this.column.length < batch.count) {
      this.column = new Int32Array(batch.capacity);
    }
    const column = connections ?? this.column;
    for (let from = 0; from < batch.count; from += PREPARED_PACKETS) {
      plain.prepare(batch, from);
      const end = Math.min(from + PREPARED_PACKETS, batch.count);
      for (let index = from; index < end; index++) {
        index += plain.add(batch, index - from, index, number + index, column);
        if (index < end) {
          this.frame.number = number + index;
          column[index] = this.addInFull(batch, index);
        }
      }
    }
    this.frame.number = number + batch.count - 1;
  }

  /** Gives the index of the connection of a record that PlainPackets left. */
  private addInFull(batch: RecordBatch, index: number): number {
    const { table, facts, frame } = this;
    frame.takeRecord(batch, index);
    scanPacket(batch.view, frame.start, frame.capturedBytes, batch.wireBytes[index] ?? 0, frame.linkType, facts);
    table.add(facts, frame);
    return table.place.connection;
  }
}
