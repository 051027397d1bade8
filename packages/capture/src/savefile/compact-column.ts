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
        this.pages.push(compacted(this.open));
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

function compacted(values: Float64Array): Page {
  let least = Infinity;
  let most = -Infinity;
  let isWhole = true;
  for (const value of values) {
    isWhole &&= Number.isSafeInteger(value);
    least = value < least ? value : least;
    most = value > most ? value : most;
  }
  // Differences are exact only among whole numbers that lie less than 2^53 apart.
  if (!isWhole || !Number.isSafeInteger(most - least)) {
    return { base: 0, values: values.slice() };
  }
  return { base: least, values: difference(values, least, most - least) };
}

function difference(values: Float64Array, least: number, range: number): Page['values'] {
  if (range === 0) {
    return null;
  }
  const narrow =
    range < 2 ** 8
      ? new Uint8Array(PAGE_VALUES)
      : range < 2 ** 16
        ? new Uint16Array(PAGE_VALUES)
        : range < 2 ** 32
          ? new Uint32Array(PAGE_VALUES)
          : new Float64Array(PAGE_VALUES);
  for (let index = 0; index < PAGE_VALUES; index++) {
    narrow[index] = (values[index] ?? 0) - least;
  }
  return narrow;
}
