import { timestampNs } from '../savefile/record-time';
import type { PacketMark } from './connection';
import type { FlowFrame } from './flow-frame';
import { MARK } from './row-layout';

const NS_PER_SECOND = 1e9;

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

/**
 * Gives the nanoseconds from one marked packet to another, exact below 2^53 (104 days); NaN where they are not known: there
 * is no such packet, it has no time, or the capture's clock was set back between them.
 */
export function elapsedNs(view: DataView, from: number, to: number): number {
  if (!hasMark(view, from) || !hasMark(view, to)) {
    return NaN;
  }
  const seconds = view.getFloat64(to + MARK.seconds, true) - view.getFloat64(from + MARK.seconds, true);
  const rest = view.getUint32(to + MARK.nanoseconds, true) - view.getUint32(from + MARK.nanoseconds, true);
  const ns = seconds * NS_PER_SECOND + rest;
  return ns >= 0 ? ns : NaN;
}
