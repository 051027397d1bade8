import type { FrameSource } from './frame-source';

const BLOCK_BYTES = 2 ** 14;
/** Packets of one connection lie scattered among those of others that are open at the same time. */
const MOST_BLOCKS = 512;

/** Frames that are read in capture order, each near the one before: whole blocks are read, and those used last are kept. */
export class CachedFrames implements FrameSource {
  private readonly source: FrameSource;
  private readonly sizeBytes: number;
  /** By place; what was used last stands last. */
  private readonly blocks = new Map<number, Uint8Array>();

  /** @param sizeBytes How many bytes the source has. */
  constructor(source: FrameSource, sizeBytes: number) {
    this.source = source;
    this.sizeBytes = sizeBytes;
  }

  read(offset: number, length: number): Uint8Array | null {
    const first = Math.floor(offset / BLOCK_BYTES);
    const last = Math.floor((offset + length - 1) / BLOCK_BYTES);
    if (first !== last) return this.source.read(offset, length);
    const block = this.block(first);
    const from = offset - first * BLOCK_BYTES;
    return block !== null && from + length <= block.length ? block.slice(from, from + length) : null;
  }

  private block(place: number): Uint8Array | null {
    const offset = place * BLOCK_BYTES;
    const known = this.blocks.get(place);
    const rest = this.sizeBytes - offset;
    const block = known ?? (rest > 0 ? this.source.read(offset, Math.min(BLOCK_BYTES, rest)) : null);
    if (block === null) return null;
    if (known === undefined && this.blocks.size === MOST_BLOCKS) this.forgetOldest();
    this.blocks.delete(place);
    this.blocks.set(place, block);
    return block;
  }

  private forgetOldest(): void {
    for (const place of this.blocks.keys()) {
      this.blocks.delete(place);
      return;
    }
  }
}
