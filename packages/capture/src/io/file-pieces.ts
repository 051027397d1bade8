import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HEADROOM_BYTES, PIECES, PIECE_BYTES } from '../assembly/memory-layout';
import type { SavefileProblem } from '../savefile/capture-record';
import type { PieceSource, ReadingOptions } from './piece-source';

const readBytes = promisify(read);

/** Shorter than an eye notices. Looking works on every file system, also where nothing tells of changes. */
const POLL_MS = 50;

/** The next pieces are read while one is used; of two one is there when the other was used up. */
const READ_AHEAD = 2;

/** Reads a regular file. */
export class FilePieces implements PieceSource {
  readonly headroomBytes = HEADROOM_BYTES;
  private readonly descriptor: number;
  private readonly options: ReadingOptions;
  private readonly buffers: readonly Uint8Array[] | null;
  /** The pieces that are being read, in order. */
  private readonly ahead: Promise<Uint8Array>[] = [];
  private used = 0;
  /** Where the next piece begins that read() gives. */
  private position = 0;
  /** Where the next piece begins that is not being read. */
  private positionAhead = 0;
  /** Up to where pieces are whole, unless the file is cut. */
  private readonly wholeBytes: number;
  private isOpen = true;
  private found: SavefileProblem | null = null;

  /**
   * @param buffers PIECES of them, each with room for headroom and piece, are filled again and again; null: each piece has its own.
   * @throws the system's error
   */
  constructor(path: string, options: ReadingOptions, buffers: readonly Uint8Array[] | null) {
    this.descriptor = openSync(path, 'r');
    this.options = options;
    this.buffers = buffers;
    this.wholeBytes = this.sizeBytes;
  }

  get bytesRead(): number {
    return this.position;
  }

  get problem(): SavefileProblem | null {
    return this.found;
  }

  /** How long the file is now. */
  get sizeBytes(): number {
    return fstatSync(this.descriptor).size;
  }

  async read(): Promise<Uint8Array | null> {
    for (let isWritten = true; this.options.signal?.aborted !== true;) {
      this.readAhead(1);
      const piece = await this.ahead.shift();
      if (piece !== undefined && piece.length > 0) {
        this.position += piece.length;
        await (piece.length < PIECE_BYTES ? this.forgetAhead() : undefined);
        this.readAhead(READ_AHEAD);
        return piece;
      }
      await this.forgetAhead();
      if (!isWritten || this.isShorter()) {
        return null;
      }
      // Asked before the last look: what is written until its writer ends is read.
      isWritten = this.mayGrow();
      await (isWritten ? this.wait() : undefined);
    }
    return null;
  }

  close(): void {
    if (!this.isOpen) {
      return;
    }
    this.isOpen = false;
    // Not while a read is under way: the descriptor could be another file's by then.
    if (this.ahead.length === 0) {
      closeSync(this.descriptor);
    } else {
      void Promise.allSettled(this.ahead).then(() => closeSync(this.descriptor));
    }
  }

  /** Begins to read so many pieces, the second only of what is there already. */
  private readAhead(count: number): void {
    while (this.ahead.length < count && (this.ahead.length === 0 || this.positionAhead < this.wholeBytes)) {
      const piece = this.readPiece(this.positionAhead);
      this.positionAhead += PIECE_BYTES;
      // It is awaited with a later read(), and may fail before that.
      piece.catch(() => undefined);
      this.ahead.push(piece);
    }
  }

  /** After a piece that was not whole the next one begins elsewhere. */
  private async forgetAhead(): Promise<void> {
    await Promise.allSettled(this.ahead.splice(0));
    this.positionAhead = this.position;
  }

  private async readPiece(position: number): Promise<Uint8Array> {
    const buffer = this.buffers?.[this.used % PIECES] ?? newBuffer();
    this.used += 1;
    const { bytesRead } = await readBytes(this.descriptor, buffer, HEADROOM_BYTES, PIECE_BYTES, position);
    return buffer.subarray(HEADROOM_BYTES, HEADROOM_BYTES + bytesRead);
  }

  /** A file that lost what was read already is not the one that was followed. */
  private isShorter(): boolean {
    const { sizeBytes } = this;
    if (sizeBytes < this.position) {
      const text = `was cut to ${sizeBytes} bytes while it was followed`;
      this.found = { kind: 'shrunk', byteOffset: this.position, text };
    }
    return this.found !== null;
  }

  private mayGrow(): boolean {
    const { follow = false } = this.options;
    return typeof follow === 'function' ? follow() : follow;
  }

  private async wait(): Promise<void> {
    const { signal } = this.options;
    await delay(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

/** Gives buffers that are to be filled again and again. */
export function newBuffers(): Uint8Array[] {
  return Array.from({ length: PIECES }, newBuffer);
}

function newBuffer(): Uint8Array {
  // Pages that are never written to cost nothing; zeroing them would.
  return Buffer.allocUnsafeSlow(HEADROOM_BYTES + PIECE_BYTES);
}
