import type { FrameSource } from './frame-source';

const BLOCK_BYTES = 2 ** 14;
/** Packets of one connection lie scattered among those of others that are open at the same time: 24 MiB hold a thousand short ones. */
const MOST_BLOCKS = 1536;
/** Garbage collection stops everything for a time that grows with the number of ArrayBuffers. */
const BLOCKS_OF_A_BUFFER = 64;

/** Frames that are read in capture order, each near the one before: whole blocks are read, and those used last are kept. */
export class CachedFrames implements FrameSource {
  private readonly source: FrameSource;
  private readonly sizeBytes: number;
  /** By place; what was used last stands last. */
  private readonly blocks = new Map<number, Uint8Array>();
  private buffer = new ArrayBuffer(0);
  private madeBlocks = 0;

  /** @param sizeBytes How many bytes the source has. */
  constructor(source: FrameSource, sizeBytes: number) {
    this.source = source;
    this.sizeBytes = sizeBytes;
  }

  read(offset: number, length: number): Uint8Array | null {
    return this.peek(offset, length)?.slice() ?? null;
  }

  /** What read() gives, but it is good only until the next call. */
  peek(offset: number, length: number): Uint8Array | null {
    const first = Math.floor(offset / BLOCK_BYTES);
    const last = Math.floor((offset + length - 1) / BLOCK_BYTES);
    if (first !== last) return this.source.read(offset, length);
    const block = this.block(first);
    const from = offset - first * BLOCK_BYTES;
    return block !== null && from + length <= block.length ? block.subarray(from, from + length) : null;
  }

  private block(place: number): Uint8Array | null {
    const block = this.blocks.get(place) ?? this.readBlock(place * BLOCK_BYTES);
    if (block === null) return null;
    this.blocks.delete(place);
    this.blocks.set(place, block);
    return block;
  }

  private readBlock(offset: number): Uint8Array | null {
    const length = Math.min(BLOCK_BYTES, this.sizeBytes - offset);
    if (length <= 0) return null;
    return this.source.read(offset, length, this.madeBlocks < MOST_BLOCKS ? this.makeBlock() : this.takeOldest());
  }

  private makeBlock(): Uint8Array {
    const place = this.madeBlocks % BLOCKS_OF_A_BUFFER;
    if (place === 0) this.buffer = new ArrayBuffer(BLOCKS_OF_A_BUFFER * BLOCK_BYTES);
    this.madeBlocks += 1;
    return new Uint8Array(this.buffer, place * BLOCK_BYTES, BLOCK_BYTES);
  }

  /** The memory of the block that was not used for the longest time: new memory would cost more than what is read into it. */
  private takeOldest(): Uint8Array | undefined {
    for (const [place, block] of this.blocks) {
      this.blocks.delete(place);
      return block;
    }
    return undefined;
  }
}
