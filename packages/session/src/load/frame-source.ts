import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Where the bytes of frames are read again from, as they are not kept in memory. */
export interface FrameSource {
  /**
   * Gives `length` bytes from `offset`; null where they can no longer be read.
   *
   * @param memory May be written to and given, where it is long enough; else it is new memory.
   */
  read(offset: number, length: number, memory?: Uint8Array): Uint8Array | null;
}

/** Frames of a file that stays where it is. It is open only while it is read. */
export class FileFrames implements FrameSource {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  read(offset: number, length: number): Uint8Array | null {
    try {
      const descriptor = openSync(this.path, 'r');
      try {
        return readExactly(descriptor, offset, length);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      return null;
    }
  }
}

/** Frames of a file that is kept open: should another take its name, it is still this one's that are read. */
export class OpenFrames implements FrameSource {
  private readonly descriptor: number;

  /** @throws the system's error */
  constructor(path: string) {
    this.descriptor = openSync(path, 'r');
  }

  get sizeBytes(): number {
    return fstatSync(this.descriptor).size;
  }

  read(offset: number, length: number, memory?: Uint8Array): Uint8Array | null {
    try {
      return readExactly(this.descriptor, offset, length, memory);
    } catch {
      return null;
    }
  }
}

/** Gives the bytes, in `memory` where that is long enough, or null where the file ends before. */
export function readExactly(
  descriptor: number,
  offset: number,
  length: number,
  memory?: Uint8Array,
): Uint8Array | null {
  const bytes = memory !== undefined && memory.length >= length ? memory.subarray(0, length) : new Uint8Array(length);
  let have = 0;
  while (have < length) {
    const got = readSync(descriptor, bytes, have, length - have, offset + have);
    if (got === 0) return null;
    have += got;
  }
  return bytes;
}
