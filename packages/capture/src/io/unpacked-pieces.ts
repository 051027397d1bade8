import type { SavefileProblem } from '../savefile/capture-record';
import { compressionOf, type Engine, type MakeEngine } from './compression';
import type { PieceSource } from './piece-source';

/** So much of the input is unpacked at once. Of a slice with damage in it nothing comes out, so they begin small. */
const SMALL_SLICE_BYTES = 512;
const SMALL_UNTIL_BYTES = 2 ** 17;
const SLICE_BYTES = 2 ** 15;
/** gzip's checksum and length stand at the end: in a slice of their own, as they may be all that is damaged. */
const HELD_BACK_BYTES = 8;
const OUTPUT_BYTES = 2 ** 17;

/** No capture is packed better: a frame's header and time differ from the last one's. */
const MOST_TIMES = 250;
/** Whatever the packed size; so much is read in no time. */
const ALWAYS_ALLOWED_BYTES = 2 ** 23;

const NO_BYTES = new Uint8Array();

/**
 * Unpacks another source. What came before damage is given, and a bomb is given up after a few of its bytes: memory holds
 * what one slice unpacks to, within the bound.
 */
export class UnpackedPieces implements PieceSource {
  readonly headroomBytes = 0;
  private readonly packed: PieceSource;
  private readonly name: string;
  private readonly makeEngine: MakeEngine;
  private engine: Engine;
  /** What the engine was given last, and how much it was given in all. */
  private slice: Uint8Array = NO_BYTES;
  private givenBytes = 0;
  private rest: Uint8Array;
  private packedBytes = 0;
  private unpackedBytes = 0;
  private output: Uint8Array[] = [];
  private hasEnded = false;
  private found: SavefileProblem | null = null;
  /** Called when the engine is done with a slice, in whichever way. */
  private onStep: () => void = () => undefined;

  /**
   * @param name Of the format, for messages.
   * @param head The source's first bytes, which were read from it already.
   */
  constructor(packed: PieceSource, head: Uint8Array, name: string, makeEngine: MakeEngine) {
    this.packed = packed;
    this.rest = head;
    this.name = name;
    this.makeEngine = makeEngine;
    this.engine = this.newEngine();
  }

  get problem(): SavefileProblem | null {
    return this.found ?? this.packed.problem;
  }

  get bytesRead(): number {
    return this.packed.bytesRead;
  }

  async read(): Promise<Uint8Array | null> {
    while (this.output.length === 0 && !this.hasEnded) {
      await this.step();
    }
    return this.output.shift() ?? null;
  }

  close(): void {
    this.engine.destroy();
    this.packed.close();
  }

  /** Unpacks one slice more. */
  private async step(): Promise<void> {
    const slice = await this.nextSlice();
    if (this.hasEnded) {
      return;
    }
    await new Promise<void>((resolve) => {
      this.onStep = resolve;
      if (slice === null) {
        this.engine.end();
      } else {
        this.slice = slice;
        this.givenBytes += slice.length;
        this.packedBytes += slice.length;
        this.engine.write(slice, () => resolve());
      }
    });
  }

  private async nextSlice(): Promise<Uint8Array | null> {
    while (this.rest.length <= HELD_BACK_BYTES) {
      const piece = await this.packed.read();
      if (piece === null) {
        const last = this.rest;
        this.rest = NO_BYTES;
        return last.length > 0 ? last : null;
      }
      this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    }
    const most = this.packedBytes < SMALL_UNTIL_BYTES ? SMALL_SLICE_BYTES : SLICE_BYTES;
    const slice = this.rest.subarray(0, Math.min(most, this.rest.length - HELD_BACK_BYTES));
    this.rest = this.rest.subarray(slice.length);
    return slice;
  }

  private newEngine(): Engine {
    const engine = this.makeEngine({ chunkSize: OUTPUT_BYTES });
    engine.on('data', (bytes: Uint8Array) => this.take(bytes));
    engine.on('end', () => this.endPart());
    engine.on('error', (error) => this.finish(this.damage(error)));
    return engine;
  }

  /** An engine may end before its input does: behind a frame of Zstandard another can stand. Anything else is passed over. */
  private endPart(): void {
    const unusedBytes = this.givenBytes - this.engine.bytesWritten;
    const unused = Buffer.concat([this.slice.subarray(this.slice.length - unusedBytes), this.rest]);
    if (this.hasEnded || unusedBytes === 0 || compressionOf(unused)?.name !== this.name) {
      this.finish(null);
      return;
    }
    this.rest = unused;
    this.packedBytes -= unusedBytes;
    this.givenBytes = 0;
    this.engine = this.newEngine();
    this.onStep();
  }

  private take(bytes: Uint8Array): void {
    if (this.hasEnded) {
      return;
    }
    this.output.push(bytes);
    this.unpackedBytes += bytes.length;
    if (this.unpackedBytes > Math.max(ALWAYS_ALLOWED_BYTES, MOST_TIMES * this.packedBytes)) {
      const text = `unpacks to more than ${MOST_TIMES} times its size, as no capture does; the rest is left`;
      this.finish({ kind: 'unpacks-too-far', byteOffset: this.packedBytes, text });
      this.engine.destroy();
    }
  }

  private finish(problem: SavefileProblem | null): void {
    if (!this.hasEnded) {
      this.hasEnded = true;
      this.found = problem;
    }
    this.onStep();
  }

  private damage({ message }: Error): SavefileProblem {
    const text = `${this.name}: ${message}`;
    return { kind: 'damaged-compression', byteOffset: this.packedBytes, text };
  }
}
