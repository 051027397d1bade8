import type { FlowFrame } from './flow-frame';
import { hasMark, writeMark } from './packet-mark';
import { ROW, STATE, STREAM } from './row-layout';

/** The columns of control packets. */
export type MarkColumn = 'syn' | 'synAck' | 'ack' | 'clientFin' | 'serverFin' | 'reset' | 'firstPacket';

/** The row of one connection; one object is moved from row to row. */
export class ConnectionRow {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the row begins in `view`. */
  at = 0;
  /** Where the client's stream is. */
  client = 0;
  /** Where the server's stream is: that of the client, where a socket is connected to itself. */
  server = 0;

  moveTo(view: DataView, at: number): void {
    this.view = view;
    this.at = at;
    this.client = at + ROW.client;
    this.server = this.has(STATE.selfConnected) ? this.client : at + ROW.server;
  }

  has(flag: number): boolean {
    return (this.state & flag) !== 0;
  }

  set(flag: number): void {
    this.state |= flag;
  }

  unset(flag: number): void {
    this.state &= ~flag;
  }

  get state(): number {
    return this.view.getUint32(this.at + ROW.state, true);
  }

  set state(bits: number) {
    this.view.setUint32(this.at + ROW.state, bits, true);
  }

  isMarked(column: MarkColumn): boolean {
    return hasMark(this.view, this.at + ROW[column]);
  }

  /** Keeps which packet it was. */
  mark(column: MarkColumn, frame: FlowFrame): void {
    writeMark(this.view, this.at + ROW[column], frame);
  }

  count(column: 'copies' | 'synRetransmissions' | 'synAckRetransmissions'): void {
    this.increment(this.at + ROW[column]);
  }

  /** Counts a packet, the newest one, in its direction. */
  addPacket(frame: FlowFrame, fromClient: boolean): void {
    this.touch(frame);
    this.increment(this.at + (fromClient ? ROW.client : ROW.server) + STREAM.packets);
  }

  /** Takes a packet as the newest one. */
  touch(frame: FlowFrame): void {
    writeMark(this.view, this.at + ROW.lastPacket, frame);
  }

  /** Counts a datagram and gives its position among those of its direction, from 0. */
  addDatagram(fromClient: boolean, payloadBytes: number): number {
    const { view } = this;
    const stream = this.at + (fromClient ? ROW.client : ROW.server);
    const total = view.getFloat64(stream + STREAM.payloadBytes, true) + payloadBytes;
    view.setFloat64(stream + STREAM.payloadBytes, total, true);
    return this.increment(stream + STREAM.datagrams);
  }

  private increment(at: number): number {
    const before = this.view.getUint32(at, true);
    this.view.setUint32(at, before + 1, true);
    return before;
  }
}
