import { FlowScanner } from '../flow-scanner';
import type { RecordBatch } from '../savefile/record-batch';
import { PacketJsonWriter } from './packet-json-writer';
import { PlainPacketLines } from './plain-packet-lines';

/** Packet numbers below it have 32 bits. */
const MOST_NUMBER = 2 ** 32;

/**
 * Writes the lines of `packets --json`: what packetJson() gives of each packet, without an object for any. Memory grows
 * with connections alone.
 */
export class PacketJsonLines {
  private readonly flows = new FlowScanner();
  /** The connections of a batch's records. */
  private connections = new Int32Array();
  private readonly writer = new PacketJsonWriter();
  /** null: no batch was in a memory that it can be in. */
  private plain: PlainPacketLines | null = null;

  /**
   * Gives the lines of a batch that comes next, each with its newline, in UTF-8 and without anything that a terminal would obey; in
   * blocks, each good until the next one is asked for.
   */
  *ofBatch(batch: RecordBatch): Generator<Uint8Array> {
    const { flows, writer } = this;
    const first = flows.packets + 1;
    if (this.connections.length < batch.count) {
      this.connections = new Int32Array(batch.capacity);
    }
    flows.addBatch(batch, this.connections);
    const memory = flows.memoryOf(batch);
    const frames = memory?.addressOf(batch.bytes) ?? -1;
    if (memory !== null && frames >= 0 && first + batch.count < MOST_NUMBER) {
      this.plain ??= new PlainPacketLines(memory);
      yield* this.plainLines(this.plain, batch, first, frames);
    } else {
      for (let index = 0; index < batch.count; index++) {
        this.write(batch, index, first);
      }
      yield writer.take();
    }
  }

  private *plainLines(
    plain: PlainPacketLines,
    batch: RecordBatch,
    first: number,
    frames: number,
  ): Generator<Uint8Array> {
    const { count } = batch;
    let next = plain.write(0, count, first, frames, this.flows.rows.start);
    while (next < count) {
      if (plain.isFull) {
        yield plain.take();
      } else {
        this.write(batch, next, first);
        plain.add(this.writer.take());
        next += 1;
      }
      next = plain.write(next, count, first, frames, this.flows.rows.start);
    }
    yield plain.take();
  }

  private write(batch: RecordBatch, index: number, first: number): void {
    this.writer.write(batch, index, first + index, this.connections[index] ?? -1);
  }
}
