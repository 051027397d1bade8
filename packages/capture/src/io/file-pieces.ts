import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { HEADROOM_BYTES, PIECES, PIECE_BYTES } from '../assembly/memory-layout';
import type { SavefileProblem } from '../savefile/capture-record';
import type { PieceSource, ReadingOptions } from './piece-source';

const readBytes = promisify(read);

/** Shorter than an eye notices. Looking works on every file system, also where nothing tells of changes. */
const POLL_MS = 50;

/** Reads a regular file. The next piece is read while the last one is used. */
export class FilePieces implements PieceSource {
  readonly headroomBytes = HEADROOM_BYTES;
  private readonly descriptor: number;
  private readonly options: ReadingOptions;
  private readonly buffers: readonly Uint8Array[] | null;
  private ahead: Promise<Uint8Array> | null = null;
  private used = 0;
  private position = 0;
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
      const piece = await (this.ahead ?? this.readPiece());
      this.ahead = null;
      if (piece.length > 0) {
        this.position += piece.length;
        this.readAhead();
        return piece;
      }
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
    if (this.ahead === null) {
      closeSync(this.descriptor);
    } else {
      void this.ahead.finally(() => closeSync(this.descriptor)).catch(() => undefined);
    }
  }

  private readAhead(): void {
    this.ahead = this.readPiece();
    // It is awaited with the next read(), and may fail before that.
    this.ahead.catch(() => undefined);
  }

  private async readPiece(): Promise<Uint8Array> {
    const buffer = this.buffers?.[this.used % PIECES] ?? newBuffer();
    this.used += 1;
    const { bytesRead } = await readBytes(this.descriptor, buffer, HEADROOM_BYTES, PIECE_BYTES, this.position);
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
