import { lazyArray } from '@sockscope/timeline';
import type { LadderRow, RowTest } from '@sockscope/timeline';

/** So much data takes about as long to search as all else that a row says. */
const BYTES_A_ROW = 1000;

function payloadBytes({ event, data }: LadderRow): number {
  return (event.kind === 'packet' ? event.packet.packet.payloadBytes : data?.length) ?? 0;
}

/**
 * The rows that pass a test, found piece by piece: a million rows take longer than a key may, so the UI shows what is found
 * up to now and goes on between keys.
 */
export class RowScan {
  readonly rows: readonly LadderRow[];
  readonly #test: RowTest;
  readonly #places: number[] = [];
  #found: readonly LadderRow[] | null = null;
  #next = 0;

  constructor(rows: readonly LadderRow[], test: RowTest) {
    this.rows = rows;
    this.#test = test;
  }

  /** Where the rows that were found stand among all, ascending. */
  get places(): readonly number[] {
    return this.#places;
  }

  /** The rows that were found; the same array until more were found. */
  get found(): readonly LadderRow[] {
    this.#found ??= lazyArray(this.#places.length, (i) => this.rows[this.#places[i] ?? 0] as LadderRow);
    return this.#found;
  }

  get isDone(): boolean {
    return this.#next >= this.rows.length;
  }

  /** How many rows of a hundred were looked at. */
  get percent(): number {
    return this.isDone ? 100 : Math.floor((this.#next / this.rows.length) * 100);
  }

  /** Looks at `count` rows more, or fewer where they carry much: a text takes as long as it is. At least one. */
  advance(count: number): void {
    const before = this.#places.length;
    for (let left = count; left > 0 && this.#next < this.rows.length; this.#next++) {
      const row = this.rows[this.#next];
      if (row === undefined) continue;
      if (this.#test(row)) this.#places.push(this.#next);
      left -= 1 + payloadBytes(row) / BYTES_A_ROW;
    }
    if (this.#places.length > before) this.#found = null;
  }

  /** Gives how many rows before `place` (one of all rows) were found: where the first at or after it stands among them. */
  countBefore(place: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
