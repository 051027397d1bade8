import { timestampNs } from '../savefile/record-time';
import type { PacketMark } from './connection';
import type { FlowFrame } from './flow-frame';
import { MARK } from './row-layout';

/** Writes into a row which packet it was. */
export function writeMark(view: DataView, at: number, frame: FlowFrame): void {
  view.setFloat64(at + MARK.seconds, frame.seconds, true);
  view.setUint32(at + MARK.nanoseconds, frame.nanoseconds, true);
  view.setUint32(at + MARK.packet, frame.number, true);
}

export function hasMark(view: DataView, at: number): boolean {
  return view.getUint32(at + MARK.packet, true) !== 0;
}

export function readMark(view: DataView, at: number): PacketMark | null {
  const packet = view.getUint32(at + MARK.packet, true);
  const seconds = view.getFloat64(at + MARK.seconds, true);
  const nanoseconds = view.getUint32(at + MARK.nanoseconds, true);
  return packet === 0 ? null : { packet, timestampNs: timestampNs(seconds, nanoseconds) };
}
