import type { ScanMemory } from './assembly/scan-memory';
import type { ConnectionSummary } from './flow/connection';
import type { ConnectionRows } from './flow/connection-rows';
import { FlowFrame } from './flow/flow-frame';
import { FlowTable } from './flow/flow-table';
import type { PlainPackets } from './flow/plain-packets';
import type { SavefileProblem } from './savefile/capture-record';
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
  private table = new FlowTable();
  /** null: every packet goes the full way. */
  private plain: PlainPackets | null = null;
  /** Where `plain` finds its packets. */
  private memory: ScanMemory | null = null;
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();
  private found: SavefileProblem | null = null;

  /** That there was no memory for more connections, from which packet on; null: there was. */
  get problem(): SavefileProblem | null {
    return this.found;
  }

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

  /** Where this batch and what was found in it are, with the connections' rows; null: not in one memory. */
  memoryOf(batch: RecordBatch): ScanMemory | null {
    return this.plain !== null && batch.memory === this.memory ? this.memory : null;
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
    if (this.packets === 0) {
      this.begin(batch.memory);
    }
    const first = this.packets + 1;
    if (this.plain !== null && batch.memory === this.memory) {
      this.addPlainBatch(this.plain, batch, connections);
    } else {
      for (let index = 0; index < batch.count; index++) {
        const connection = this.addInFull(batch, index, first + index);
        if (connections !== undefined) {
          connections[index] = connection;
        }
      }
    }
    this.frame.number = first + batch.count - 1;
  }

  /** Keeps the connections in the capture's own memory, unless it has those of another scanner. */
  private begin(memory: ScanMemory | null): void {
    if (memory !== null && !memory.isTaken) {
      memory.isTaken = true;
      this.memory = memory;
      this.table = new FlowTable(memory);
      this.plain = this.table.plainPackets(memory);
    }
  }

  private addPlainBatch(plain: PlainPackets, batch: RecordBatch, connections?: Int32Array): void {
    const { count } = batch;
    const first = this.packets + 1;
    plain.begin(batch);
    for (let index = plain.add(0, count, first); index < count; index = plain.add(index + 1, count, first)) {
      plain.setConnection(index, this.addInFull(batch, index, first + index));
    }
    connections?.set(plain.connections(count));
  }

  /** Gives the index of a record's connection. */
  private addInFull(batch: RecordBatch, index: number, number: number): number {
    const { table, facts, frame } = this;
    const known = table.count;
    frame.number = number;
    frame.takeRecord(batch, index);
    scanPacket(batch.view, frame.start, frame.capturedBytes, batch.wireBytes[index] ?? 0, frame.linkType, facts);
    table.add(facts, frame);
    if (table.count > known) {
      this.plain?.remember(known);
    }
    if (table.isFull && this.found === null) {
      const text = `there is no memory for more than ${table.count} connections: those that begin here or later are left out`;
      this.found = { kind: 'too-many-connections', byteOffset: batch.fileOffset[index] ?? 0, text };
    }
    return table.place.connection;
  }
}
