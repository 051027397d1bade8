import { HEADER_BYTES, MEMORY, SCANNED_RECORDS } from '../assembly/memory-layout';
import type { ScanMemory } from '../assembly/scan-memory';
import type { RecordBatch } from '../savefile/record-batch';
import type { NewestFlows } from './newest-flows';

const CONNECTION = MEMORY.connection / Int32Array.BYTES_PER_ELEMENT;

/**
 * Counts the commonest packets of all in their connections: those of a connection that is known, right in IPv4 without options or in
 * IPv6, on Ethernet or raw, which are a datagram, the server's first SYN-ACK, or a segment with ACK whose payload and FIN come next
 * after what was seen of its end. Every other packet is left as it is, for the full way through FlowTable, and rows are the same as if
 * all had gone that way.
 */
export class PlainPackets {
  private readonly memory: ScanMemory;
  private readonly newest: NewestFlows;
  private readonly headerStart: Uint32Array;
  /** Which column says where the batch's frames are, and what it counts from. */
  private frameColumn = 0;
  private frames = 0;

  /** @param newest Of the FlowTable in this memory. */
  constructor(memory: ScanMemory, newest: NewestFlows) {
    this.memory = memory;
    this.newest = newest;
    this.headerStart = new Uint32Array(memory.bytes.buffer, MEMORY.headerStart, SCANNED_RECORDS);
    for (let index = 0; index < SCANNED_RECORDS; index++) {
      this.headerStart[index] = index * HEADER_BYTES;
    }
  }

  /** Takes the next batch, which has to be in the same memory. */
  begin(batch: RecordBatch): void {
    const frames = this.memory.addressOf(batch.bytes);
    if (frames >= 0) {
      this.frameColumn = MEMORY.frameStart;
      this.frames = frames;
    } else {
      this.frameColumn = MEMORY.headerStart;
      this.frames = MEMORY.headers;
      this.copyHeaders(batch);
    }
  }

  /**
   * Counts the batch's records from `from` on, as many as are plain, and gives where it stopped: at `end`, or at one that has to go the
   * full way.
   *
   * @param number The packet number of record 0.
   */
  add(from: number, end: number, number: number): number {
    const { mask, rows } = this.newest;
    const { exports, start } = this.memory;
    return exports.addPlainPackets(from, end, number, this.frameColumn, this.frames, start, mask, rows.start);
  }

  /** Notes the connection of a record that add() stopped at. */
  setConnection(index: number, connection: number): void {
    this.memory.words[CONNECTION + index] = connection;
  }

  /** A connection was opened: it is the newest between its ends, whichever way its packets go. */
  remember(connection: number): void {
    this.memory.exports.rememberConnection(connection, this.newest.rows.start);
  }

  /** Gives the connections of the batch's first records. */
  connections(count: number): Int32Array {
    return this.memory.words.subarray(CONNECTION, CONNECTION + count);
  }

  private copyHeaders({ count, view, frameStart }: RecordBatch): void {
    const to = this.memory.view;
    for (let index = 0; index < count; index++) {
      const start = frameStart[index] ?? 0;
      const header = MEMORY.headers + index * HEADER_BYTES;
      const end = Math.min(HEADER_BYTES, view.byteLength - start);
      let at = 0;
      for (; at + 4 <= end; at += 4) {
        to.setInt32(header + at, view.getInt32(start + at));
      }
      for (; at < end; at++) {
        to.setUint8(header + at, view.getUint8(start + at));
      }
    }
  }
}
