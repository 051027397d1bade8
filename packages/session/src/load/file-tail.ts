import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { errorCode, systemErrorText } from '../system-error';

const CHUNK_BYTES = 1 << 20;

/** Reads a file that may still grow, each byte once. It is open only while it is read. */
export class FileTail {
  readonly path: string;
  private offset = 0;
  private lastSize = 0;
  private failureText: string | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Why the file cannot be read, in words without its name; null where it can, or does not exist yet. */
  get failure(): string | null {
    return this.failureText;
  }

  get bytesRead(): number {
    return this.offset;
  }

  /** Of the file when it was read last. */
  get sizeBytes(): number {
    return this.lastSize;
  }

  /** Gives the next bytes, at most a mebibyte; null where there are none (yet). */
  read(): Uint8Array | null {
    if (this.failureText !== null) return null;
    try {
      this.lastSize = statSync(this.path).size;
      const available = this.lastSize - this.offset;
      return available > 0 ? this.readChunk(Math.min(available, CHUNK_BYTES)) : null;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') this.failureText = systemErrorText(error);
      return null;
    }
  }

  private readChunk(size: number): Uint8Array | null {
    const bytes = new Uint8Array(size);
    const descriptor = openSync(this.path, 'r');
    try {
      const got = readSync(descriptor, bytes, 0, size, this.offset);
      this.offset += got;
      return got > 0 ? bytes.subarray(0, got) : null;
    } finally {
      closeSync(descriptor);
    }
  }
}
