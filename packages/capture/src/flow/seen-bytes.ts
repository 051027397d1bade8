import { IntervalSet } from './interval-set';
import { STREAM, STREAM_FLAG } from './row-layout';

/**
 * Which bytes of the streams were seen, so that each counts once. Of most streams they are one interval, which lies in the
 * connection's row; of the others, a set beside it.
 */
export class SeenBytes {
  /** By the place of the stream's row. */
  private readonly gaps = new Map<number, IntervalSet>();

  /**
   * Tells whether all bytes of `[from, to)` were seen.
   *
   * @param key Tells the stream from all others.
   */
  has(view: DataView, stream: number, key: number, from: number, to: number): boolean {
    const flags = view.getUint32(stream + STREAM.flags, true);
    if ((flags & STREAM_FLAG.hasGaps) !== 0) {
      return this.gaps.get(key)?.contains(from, to) === true;
    }
    return (
      to <= view.getFloat64(stream + STREAM.seenTo, true) &&
      from >= view.getFloat64(stream + STREAM.seenFrom, true) &&
      (flags & STREAM_FLAG.hasSeen) !== 0
    );
  }

  /** Adds the bytes `[from, to)`; only those that are new count as payload. */
  add(view: DataView, stream: number, key: number, from: number, to: number): void {
    const flags = view.getUint32(stream + STREAM.flags, true);
    const seenTo = view.getFloat64(stream + STREAM.seenTo, true);
    let newBytes = to - from;
    if ((flags & (STREAM_FLAG.hasSeen | STREAM_FLAG.hasGaps)) === STREAM_FLAG.hasSeen && from === seenTo) {
      // The common case, a stream that goes on.
      view.setFloat64(stream + STREAM.seenTo, to, true);
    } else {
      newBytes = this.addElsewhere(view, stream, key, from, to);
    }
    const payloadBytes = view.getFloat64(stream + STREAM.payloadBytes, true);
    view.setFloat64(stream + STREAM.payloadBytes, payloadBytes + newBytes, true);
    if (to > view.getFloat64(stream + STREAM.furthest, true)) {
      view.setFloat64(stream + STREAM.furthest, to, true);
    }
  }

  /** Gives how many bytes are new. */
  private addElsewhere(view: DataView, stream: number, key: number, from: number, to: number): number {
    const flags = view.getUint32(stream + STREAM.flags, true);
    const seenFrom = view.getFloat64(stream + STREAM.seenFrom, true);
    const seenTo = view.getFloat64(stream + STREAM.seenTo, true);
    if ((flags & STREAM_FLAG.hasSeen) === 0) {
      view.setUint32(stream + STREAM.flags, flags | STREAM_FLAG.hasSeen, true);
      setSeen(view, stream, from, to);
      return to - from;
    }
    if ((flags & STREAM_FLAG.hasGaps) === 0 && from <= seenTo && to >= seenFrom) {
      const start = Math.min(from, seenFrom);
      const end = Math.max(to, seenTo);
      setSeen(view, stream, start, end);
      return end - start - (seenTo - seenFrom);
    }
    return this.addAmongGaps(view, stream, key, from, to);
  }

  private addAmongGaps(view: DataView, stream: number, key: number, from: number, to: number): number {
    const flags = view.getUint32(stream + STREAM.flags, true);
    const set = this.gaps.get(key) ?? new IntervalSet();
    if ((flags & STREAM_FLAG.hasGaps) === 0) {
      set.add(view.getFloat64(stream + STREAM.seenFrom, true), view.getFloat64(stream + STREAM.seenTo, true));
      this.gaps.set(key, set);
    }
    const newBytes = set.add(from, to);
    if (set.intervals === 1) {
      setSeen(view, stream, set.from, set.to);
      this.gaps.delete(key);
      view.setUint32(stream + STREAM.flags, flags & ~STREAM_FLAG.hasGaps, true);
    } else {
      view.setUint32(stream + STREAM.flags, flags | STREAM_FLAG.hasGaps, true);
    }
    return newBytes;
  }
}

function setSeen(view: DataView, stream: number, from: number, to: number): void {
  view.setFloat64(stream + STREAM.seenFrom, from, true);
  view.setFloat64(stream + STREAM.seenTo, to, true);
}
