import { PageMemory, type PageType } from './page-memory';

const PAGE_VALUES = 4096;
const PAGE_SHIFT = 12;
const IN_PAGE = PAGE_VALUES - 1;

type Narrowed = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Values are differences to `base`; null: all are equal to it. */
interface Page {
  readonly base: number;
  readonly values: Narrowed | null;
}

/** The arrays that values are given in. */
type Given = Float64Array | Uint32Array;

/**
 * A column of numbers that grows, for one value of each of millions of packets: in pages of 4096, each as wide as its own
 * values differ, so that lengths, distances and offsets take one to four bytes and what is always the same takes none.
 */
export class CompactColumn<Values extends Given> {
  private readonly pages: Page[] = [];
  private readonly memory = new PageMemory();
  /** The values of the page that is not full yet; what they are least and most, and whether all are whole numbers. */
  private readonly open: Values;
  private least = Infinity;
  private most = -Infinity;
  private isWhole = true;
  private count = 0;

  /** @param type Of the values: words are whole without a look, and sooner compact than numbers of 64 bits. */
  constructor(type: new (length: number) => Values) {
    this.open = new type(PAGE_VALUES);
  }

  get length(): number {
    return this.count;
  }

  /** Adds the first `count` of these values, many at once: a call for each takes longer than the rest. */
  append(values: Values, count: number): void {
    const { open } = this;
    for (let from = 0; from < count;) {
      const place = this.count & IN_PAGE;
      const end = Math.min(count, from + PAGE_VALUES - place);
      if (open instanceof Uint32Array) {
        this.takeWords(open, place, values as Uint32Array, from, end);
      } else {
        this.takeNumbers(open, place, values as Float64Array, from, end);
      }
      this.count += end - from;
      from = end;
      if ((this.count & IN_PAGE) === 0) {
        this.closePage();
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

  // Apart, as each loop is several times as quick over arrays of one kind as over those of two.
  private takeWords(open: Uint32Array, place: number, values: Uint32Array, from: number, end: number): void {
    let { least, most } = this;
    for (let index = from; index < end; index++) {
      const value = values[index] ?? 0;
      open[place + index - from] = value;
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    this.least = least;
    this.most = most;
  }

  private takeNumbers(open: Float64Array, place: number, values: Float64Array, from: number, end: number): void {
    let { least, most, isWhole } = this;
    for (let index = from; index < end; index++) {
      const value = values[index] ?? 0;
      open[place + index - from] = value;
      isWhole &&= Number.isSafeInteger(value);
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    this.least = least;
    this.most = most;
    this.isWhole = isWhole;
  }

  private closePage(): void {
    const { open, least, most } = this;
    // Differences are exact only among whole numbers that lie less than 2^53 apart.
    const isExact = this.isWhole && Number.isSafeInteger(most - least);
    const base = isExact ? least : 0;
    const range = isExact ? most - least : Infinity;
    this.pages.push({ base, values: range === 0 ? null : this.narrowed(open, base, narrowestType(range)) });
    this.least = Infinity;
    this.most = -Infinity;
    this.isWhole = true;
  }

  private narrowed<Narrow extends Narrowed>(open: Values, base: number, type: PageType<Narrow>): Narrow {
    const narrow = this.memory.take(type, PAGE_VALUES);
    for (let index = 0; index < PAGE_VALUES; index++) {
      narrow[index] = (open[index] ?? 0) - base;
    }
    return narrow;
  }
}

function narrowestType(range: number): PageType<Narrowed> {
  return range < 2 ** 8 ? Uint8Array : range < 2 ** 16 ? Uint16Array : range < 2 ** 32 ? Uint32Array : Float64Array;
}
