import { PageMemory, type PageType } from './page-memory';

const PAGE_VALUES = 4096;
const PAGE_SHIFT = 12;
const IN_PAGE = PAGE_VALUES - 1;

/** Values are differences to `base`; null: all are equal to it. */
interface Page {
  readonly base: number;
  readonly values: Uint8Array | Uint16Array | Uint32Array | Float64Array | null;
}

/**
 * A column of numbers that grows, for one value of each of millions of packets: in pages of 4096, each as wide as its own
 * values differ, so that lengths, distances and offsets take one to four bytes and what is always the same takes none.
 */
export class CompactColumn {
  private readonly pages: Page[] = [];
  private readonly memory = new PageMemory();
  private readonly open = new Float64Array(PAGE_VALUES);
  private count = 0;

  get length(): number {
    return this.count;
  }

  /** Adds the first `count` of these values, many at once: a call for each takes longer than the rest. */
  append(values: Float64Array | Uint32Array | Int32Array, count: number): void {
    for (let from = 0; from < count;) {
      const place = this.count & IN_PAGE;
      const taken = Math.min(count - from, PAGE_VALUES - place);
      this.open.set(values.subarray(from, from + taken), place);
      this.count += taken;
      from += taken;
      if ((this.count & IN_PAGE) === 0) {
        this.pages.push(compacted(this.open, this.memory));
      }
    }
  }

  /** Gives a value by its index; NaN beyond the end. */
  at(index: number): number {
    if (index < 0 || index >= this.count) {
      return NaN;
    }
    const page = this.pages[index >>> PAGE_SHIFT];
    if (page === undefined) {
      return this.open[index & IN_PAGE] ?? NaN;
    }
    return page.values === null ? page.base : page.base + (page.values[index & IN_PAGE] ?? NaN);
  }
}

function compacted(values: Float64Array, memory: PageMemory): Page {
  let least = Infinity;
  let most = -Infinity;
  let isWhole = true;
  for (const value of values) {
    isWhole &&= Number.isSafeInteger(value);
    least = value < least ? value : least;
    most = value > most ? value : most;
  }
  // Differences are exact only among whole numbers that lie less than 2^53 apart.
  const isExact = isWhole && Number.isSafeInteger(most - least);
  const base = isExact ? least : 0;
  const range = isExact ? most - least : Infinity;
  if (range === 0) {
    return { base, values: null };
  }
  const narrow = memory.take(narrowestType(range), PAGE_VALUES);
  for (let index = 0; index < PAGE_VALUES; index++) {
    narrow[index] = (values[index] ?? 0) - base;
  }
  return { base, values: narrow };
}

function narrowestType(range: number): PageType<NonNullable<Page['values']>> {
  return range < 2 ** 8 ? Uint8Array : range < 2 ** 16 ? Uint16Array : range < 2 ** 32 ? Uint32Array : Float64Array;
}
