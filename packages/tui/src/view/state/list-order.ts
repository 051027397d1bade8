import { sortingSteps } from '../table/sort-rows';
import type { Column, Sorting } from '../table/table';

/** So many rows are sorted within a few milliseconds. */
const ROWS_AT_ONCE = 5000;

interface Sorted {
  readonly rows: readonly unknown[];
  readonly name: string;
  readonly places: readonly number[];
}

interface Job extends Omit<Sorted, 'places'> {
  readonly steps: Generator<undefined, readonly number[]>;
}

/**
 * The order of a list. A long one takes longer to be sorted than a key may, so that is done between keys; meanwhile the list
 * stands in the order that it had, what is new at its end.
 */
export class ListOrder<Row> {
  #sorted: Sorted | null = null;
  #job: Job | null = null;
  #meanwhile: Omit<Sorted, 'name'> | null = null;

  get isSorting(): boolean {
    return this.#job !== null;
  }

  /** Gives the places of the rows in the order in which they are shown. */
  places(rows: readonly Row[], columns: readonly Column<Row>[], sorting: Sorting): readonly number[] {
    const name = `${sorting.column} ${sorting.isDescending}`;
    const isShort = rows.length <= ROWS_AT_ONCE;
    if (this.#sorted?.rows !== rows || this.#sorted.name !== name) {
      // Rows that come again and again must not keep a job from its end.
      if (this.#job?.name !== name || isShort) {
        this.#job = { rows, name, steps: sortingSteps(rows, columns, sorting) };
        this.#step();
      }
      if (isShort) this.advance(() => false);
    }
    return this.#sorted?.rows === rows ? this.#sorted.places : this.#placesMeanwhile(rows);
  }

  /** Goes on until `isTimeUp` says so. */
  advance(isTimeUp: () => boolean): void {
    while (this.#job !== null) {
      this.#step();
      if (isTimeUp()) return;
    }
  }

  #step(): void {
    if (this.#job === null) return;
    const { rows, name, steps } = this.#job;
    const { done, value } = steps.next();
    if (done !== true) return;
    this.#sorted = { rows, name, places: value };
    this.#job = null;
  }

  #placesMeanwhile(rows: readonly Row[]): readonly number[] {
    const before = this.#meanwhile?.rows === rows ? this.#meanwhile.places : (this.#sorted?.places ?? []);
    if (before.length === rows.length) return before;
    const kept = before.length < rows.length ? before : [];
    const added = Array.from({ length: rows.length - kept.length }, (_, i) => kept.length + i);
    this.#meanwhile = { rows, places: [...kept, ...added] };
    return this.#meanwhile.places;
  }
}
