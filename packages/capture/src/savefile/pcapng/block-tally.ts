import { blockName } from './block-type';

/** A file may hold any number of types that nobody knows; beyond so many they are counted together. */
const MOST_TYPES = 64;
const OTHER = 'other blocks';
/** The types that nearly all blocks have are below. */
const USUAL_TYPES = 16;

/** Counts blocks by type. */
export class BlockTally {
  private readonly usual = new Float64Array(USUAL_TYPES);
  private readonly unusual = new Map<number, number>();
  private others = 0;

  add(type: number): void {
    if (type < USUAL_TYPES) {
      this.usual[type] = (this.usual[type] ?? 0) + 1;
    } else if (this.unusual.has(type) || this.unusual.size < MOST_TYPES) {
      this.unusual.set(type, (this.unusual.get(type) ?? 0) + 1);
    } else {
      this.others += 1;
    }
  }

  /** By name; types that nobody knows as `block of type 0x0000beef`. */
  get byName(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const add = (name: string, count: number): void => {
      if (count > 0) {
        counts.set(name, (counts.get(name) ?? 0) + count);
      }
    };
    this.usual.forEach((count, type) => add(blockName(type), count));
    this.unusual.forEach((count, type) => add(blockName(type), count));
    add(OTHER, this.others);
    return counts;
  }
}
