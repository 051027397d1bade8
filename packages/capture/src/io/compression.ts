import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** What unpacks a stream, and how much of it it has used. A library of Node's does the work. */
export type Engine = Transform & { readonly bytesWritten: number };

/** Makes one. */
export type MakeEngine = (options: { readonly chunkSize: number }) => Engine;

/** A way to pack an input. */
export interface Compression {
  readonly name: string;
  readonly magic: readonly number[];
  /** undefined: this Node cannot unpack it. */
  readonly makeEngine: MakeEngine | undefined;
}

declare module 'zlib' {
  /** In Node from 22.15 on; not in the types of the oldest Node that is supported. */
  export const createZstdDecompress: MakeEngine | undefined;
}

// Asked for where something is packed: Node loads its zlib then.
const COMPRESSIONS: readonly Compression[] = [
  {
    name: 'gzip',
    magic: [0x1f, 0x8b],
    get makeEngine() {
      return createGunzip;
    },
  },
  {
    name: 'Zstandard',
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    get makeEngine() {
      return createZstdDecompress;
    },
  },
];

/** How many first bytes of an input compressionOf() has to see. */
export const COMPRESSION_MAGIC_BYTES = 4;

/** Tells by its first bytes how an input is packed; null: it is not. */
export function compressionOf(head: Uint8Array): Compression | null {
  return COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => head[index] === byte)) ?? null;
}
