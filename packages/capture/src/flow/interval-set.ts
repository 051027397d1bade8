import type { StreamInterval } from './connection';

/**
 * The bytes of a stream that were seen, as disjoint intervals in order that do not touch. A capture without loss has one, so
 * memory grows with the gaps and not with the stream.
 */
export class IntervalSet {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private total = 0;

  /** How many bytes are in the set. */
  get size(): number {
    return this.total;
  }

  /** Tells whether all of the interval is in the set. */
  contains({ from, to }: StreamInterval): boolean {
    const index = this.firstEndingAtOrAfter(from);
    const start = this.starts[index];
    const end = this.ends[index];
    return start !== undefined && end !== undefined && start <= from && to <= end;
  }

  /** Adds an interval, joined with those that it overlaps or touches. */
  add({ from, to }: StreamInterval): void {
    const first = this.firstEndingAtOrAfter(from);
    let after = first;
    let start = from;
    let end = to;
    for (; after < this.starts.length; after++) {
      const otherStart = this.starts[after] ?? 0;
      const otherEnd = this.ends[after] ?? 0;
      if (otherStart > to) {
        break;
      }
      start = Math.min(start, otherStart);
      end = Math.max(end, otherEnd);
      this.total -= otherEnd - otherStart;
    }
    this.total += end - start;
    if (after - first === 1) {
      // The common case, a stream that goes on: nothing to move.
      this.starts[first] = start;
      this.ends[first] = end;
    } else {
      this.starts.splice(first, after - first, start);
      this.ends.splice(first, after - first, end);
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
