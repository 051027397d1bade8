import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExactly } from './frame-source';
import type { FrameSource } from './frame-source';

/**
 * A copy of an input that cannot be read twice (standard input, a pipe, a gzip file): a temporary file without a name,
 * which is gone with this process whatever happens to it.
 */
export class Spool implements FrameSource {
  private readonly descriptor: number;
  private size = 0;

  /** @throws the file system's error */
  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'sockscope-'));
    try {
      this.descriptor = openSync(join(folder, 'spool'), 'wx+', 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  get sizeBytes(): number {
    return this.size;
  }

  /** @throws the file system's error */
  append(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.descriptor, bytes, written, bytes.length - written, this.size + written);
    }
    this.size += bytes.length;
  }

  read(offset: number, length: number, memory?: Uint8Array): Uint8Array | null {
    try {
      return readExactly(this.descriptor, offset, length, memory);
    } catch {
      return null;
    }
  }
}
