import { AnomalySearch } from '@sockscope/timeline';
import type { UiContent } from './ui-content';

/** Between two searches passes this many times as long as the last one took: they have a tenth of the time. */
const PAUSE_PER_SEARCH = 9;
const LEAST_PAUSE_MS = 500;

/**
 * Finds what stands out in a large recording between keys; in one that grows again and again, and until then what was found
 * last is shown.
 */
export class AnomalyFinder {
  readonly #nowMs: () => number;
  #search: { readonly content: UiContent; readonly search: AnomalySearch } | null = null;
  #busyMs = 0;
  #dueMs = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Begins with another run at once. */
  forget(): void {
    this.#search = null;
    this.#dueMs = 0;
  }

  /** In how many milliseconds there is something to do for what is shown; null: nothing. */
  waitMs(content: UiContent): number | null {
    if (content.areAnomaliesFound) return null;
    return this.#search === null ? Math.max(0, this.#dueMs - this.#nowMs()) : 0;
  }

  /** Goes on until `isTimeUp` says so. */
  advance(content: UiContent, isTimeUp: () => boolean): void {
    if (this.waitMs(content) !== 0) return;
    const startMs = this.#nowMs();
    const { search, content: of } = (this.#search ??= {
      content,
      search: new AnomalySearch(content.snapshot.timeline),
    });
    search.advance(isTimeUp);
    this.#busyMs += this.#nowMs() - startMs;
    if (!search.isDone) return;
    content.takeAnomalies(search.found, { isComplete: of === content });
    this.#dueMs = this.#nowMs() + Math.max(LEAST_PAUSE_MS, this.#busyMs * PAUSE_PER_SEARCH);
    this.#busyMs = 0;
    this.#search = null;
  }
}
