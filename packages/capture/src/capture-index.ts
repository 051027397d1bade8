import type { Connection, ConnectionSummary } from './flow/connection';
import { FlowScanner } from './flow-scanner';
import { CompactColumn } from './savefile/compact-column';
import type { SavefileProblem } from './savefile/capture-record';
import type { RecordBatch } from './savefile/record-batch';
import { timestampNs } from './savefile/record-time';
import type { FrameFacts } from './wire/decode-packet';
import type { Packet } from './wire/packet';

/** Where a packet's frame is, and what the capture says of it; `frameOffset` counts from after unpacking. */
export type IndexedPacket = FrameFacts & Pick<Packet, 'capturedBytes'>;

/**
 * An index of a large capture: its connections, the packets of each, and where every packet is, in about 20 bytes a packet. What it
 * leaves out, frames and what they say, is read again from the capture for the packets that are looked at.
 */
export class CaptureIndex {
  private readonly flows = new FlowScanner();
  private readonly frameOffset = new CompactColumn<Float64Array>(Float64Array);
  private readonly capturedBytes = new CompactColumn<Uint32Array>(Uint32Array);
  private readonly wireBytes = new CompactColumn<Uint32Array>(Uint32Array);
  private readonly linkType = new CompactColumn<Uint32Array>(Uint32Array);
  private readonly seconds = new CompactColumn<Float64Array>(Float64Array);
  private readonly nanoseconds = new CompactColumn<Uint32Array>(Uint32Array);
  /** How many packets before it the connection had its packet before, or those of none theirs; 0: there was none. */
  private readonly distanceBack = new CompactColumn<Uint32Array>(Uint32Array);
  /** The connections of a batch's records. */
  private connections = new Int32Array();
  /** What their packets add to `distanceBack`. */
  private distances = new Uint32Array();
  /** Number of each connection's newest packet. */
  private readonly newest: number[] = [];
  private newestOfNone = 0;

  /** See FlowScanner. */
  get problem(): SavefileProblem | null {
    return this.flows.problem;
  }

  /** How many packets there are. */
  get packets(): number {
    return this.flows.packets;
  }

  get connectionCount(): number {
    return this.flows.connectionCount;
  }

  /** Takes the next records. */
  addBatch(batch: RecordBatch): void {
    const before = this.packets;
    const { count } = batch;
    if (this.connections.length < count) {
      this.connections = new Int32Array(batch.capacity);
      this.distances = new Uint32Array(batch.capacity);
    }
    this.flows.addBatch(batch, this.connections);
    for (let index = 0; index < count; index++) {
      this.distances[index] = this.addToConnection(before + index + 1, this.connections[index] ?? -1);
    }
    this.distanceBack.append(this.distances, count);
    this.frameOffset.append(batch.fileOffset, count);
    this.capturedBytes.append(batch.capturedBytes, count);
    this.wireBytes.append(batch.wireBytes, count);
    this.linkType.append(batch.linkType, count);
    this.seconds.append(batch.seconds, count);
    this.nanoseconds.append(batch.nanoseconds, count);
  }

  /** Gives a connection, without the list of its packets; null: there is none of this index. */
  summary(index: number): ConnectionSummary | null {
    return index >= 0 && index < this.connectionCount ? this.flows.connection(index) : null;
  }

  /** Gives the connections, without the lists of their packets, in order of their first packets. */
  summaries(): Generator<ConnectionSummary> {
    return this.flows.connections();
  }

  /** Gives a connection with the numbers of its packets; null: there is none of this index. */
  connection(index: number): Connection | null {
    const summary = this.summary(index);
    return summary && { ...summary, packets: this.packetsOf(index) };
  }

  /** Gives the numbers of a connection's packets, in capture order. */
  packetsOf(connection: number): number[] {
    return this.chainBackFrom(this.newest[connection] ?? 0);
  }

  /** Gives the numbers of the packets that belong to no connection, in capture order. */
  packetsOfNone(): number[] {
    return this.chainBackFrom(this.newestOfNone);
  }

  /** Gives where a packet is, by its number; null: there is none of this number. */
  packet(number: number): IndexedPacket | null {
    const index = number - 1;
    if (!(index >= 0 && index < this.packets)) {
      return null;
    }
    return {
      number,
      timestampNs: timestampNs(this.seconds.at(index), this.nanoseconds.at(index)),
      wireBytes: this.wireBytes.at(index),
      capturedBytes: this.capturedBytes.at(index),
      frameOffset: this.frameOffset.at(index),
      linkType: this.linkType.at(index),
    };
  }

  /** Gives how many packets before it the connection had its packet before; 0: there was none. */
  private addToConnection(number: number, connection: number): number {
    const before = connection < 0 ? this.newestOfNone : (this.newest[connection] ?? 0);
    if (connection < 0) {
      this.newestOfNone = number;
    } else {
      this.newest[connection] = number;
    }
    return before === 0 ? 0 : number - before;
  }

  private chainBackFrom(newest: number): number[] {
    const numbers: number[] = [];
    let number = newest;
    for (let distance = -1; number > 0 && distance !== 0; number -= distance) {
      numbers.push(number);
      distance = this.distanceBack.at(number - 1);
    }
    return numbers.reverse();
  }
}
