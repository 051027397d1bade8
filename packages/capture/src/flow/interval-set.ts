/** Past this many intervals the lowest gap is given up: a capture that lost packets never fills it. */
const MOST_INTERVALS = 256;

/**
 * The bytes of a stream that were seen, as disjoint intervals in order that do not touch. Memory does not grow with the
 * stream: of many gaps the lowest are given up, and count as seen from then on.
 */
export class IntervalSet {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  get intervals(): number {
    return this.starts.length;
  }

  /** Where the lowest interval begins. */
  get from(): number {
    return this.starts[0] ?? 0;
  }

  /** Where the highest interval ends. */
  get to(): number {
    return this.ends[this.ends.length - 1] ?? 0;
  }

  /** Tells whether all bytes of `[from, to)` are in the set. */
  contains(from: number, to: number): boolean {
    const index = this.firstEndingAtOrAfter(from);
    const start = this.starts[index];
    const end = this.ends[index];
    return start !== undefined && end !== undefined && start <= from && to <= end;
  }

  /** Adds `[from, to)`, joined with the intervals that it overlaps or touches, and gives how many bytes are new. */
  add(from: number, to: number): number {
    const first = this.firstEndingAtOrAfter(from);
    let after = first;
    let start = from;
    let end = to;
    let knownBytes = 0;
    for (; after < this.starts.length; after++) {
      const otherStart = this.starts[after] ?? 0;
      const otherEnd = this.ends[after] ?? 0;
      if (otherStart > to) {
        break;
      }
      start = Math.min(start, otherStart);
      end = Math.max(end, otherEnd);
      knownBytes += otherEnd - otherStart;
    }
    this.replace(first, after - first, start, end);
    return end - start - knownBytes;
  }

  private replace(first: number, count: number, start: number, end: number): void {
    if (count === 1) {
      // The common case, an interval that goes on: nothing to move.
      this.starts[first] = start;
      this.ends[first] = end;
      return;
    }
    this.starts.splice(first, count, start);
    this.ends.splice(first, count, end);
    if (this.starts.length > MOST_INTERVALS) {
      this.starts.splice(1, 1);
      this.ends.splice(0, 1);
    }
  }

  private firstEndingAtOrAfter(position: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ends[middle] ?? 0) < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
