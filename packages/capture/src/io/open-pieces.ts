import { createReadStream, statSync } from 'node:fs';
import { ScanMemory } from '../assembly/scan-memory';
import type { SavefileProblem } from '../savefile/capture-record';
import { COMPRESSION_MAGIC_BYTES, compressionOf, type Compression } from './compression';
import { FilePieces, newBuffers } from './file-pieces';
import { openPipe } from './open-pipe';
import type { PieceSource, ReadingOptions } from './piece-source';
import { StreamPieces } from './stream-pieces';
import { UnpackedPieces } from './unpacked-pieces';

/** A path, or bytes as they arrive: standard input, a socket, the output of tcpdump. */
export type CaptureInput = string | AsyncIterable<Uint8Array>;

/** An input that was looked into. */
export interface OpenedInput {
  /** Its first bytes, unpacked: at least as many as the caller wanted to see, where there are as many. */
  readonly head: Uint8Array;
  /** All its bytes, unpacked, from the first on. */
  readonly pieces: PieceSource;
  /** How it is packed: `gzip`, `Zstandard`; null: it is not. */
  readonly compression: string | null;
  /** Length of the file, packed as it may be, when it was opened; null: not a file. */
  readonly sizeBytes: number | null;
  /** A memory for its records; null: none. Pieces of a file that is not packed are in it. */
  readonly memory: ScanMemory | null;
}

/** What openPieces() can be asked for. */
export interface OpeningOptions extends ReadingOptions {
  /** The memory of pieces of a file may be used again, see PieceSource.read(). Default false. */
  readonly isReused?: boolean;
  /** Whether these first bytes, unpacked, tell what the input is. Default: four tell. */
  readonly isEnough?: (head: Uint8Array) => boolean;
}

/**
 * Opens an input and unpacks it, if its first bytes say that it is packed; its name does not matter.
 *
 * @throws the system's error (`ENOENT`, `EISDIR`, ...) where it cannot be read.
 */
export async function openPieces(input: CaptureInput, options: OpeningOptions = {}): Promise<OpenedInput> {
  const { isEnough = hasMagic } = options;
  const memory = options.isReused === true ? ScanMemory.create() : null;
  const source = openSource(input, options, memory);
  try {
    const begin = await readHead(source, NO_BYTES, hasMagic);
    const compression = compressionOf(begin);
    const content = compression === null ? source : unpacked(source, begin, compression);
    const head = await readHead(content, compression === null ? begin : NO_BYTES, isEnough);
    return {
      head,
      pieces: new BegunPieces(content, head),
      compression: compression?.name ?? null,
      sizeBytes: source instanceof FilePieces ? source.sizeBytes : null,
      memory,
    };
  } catch (error) {
    source.close();
    throw error;
  }
}

const NO_BYTES = new Uint8Array();

function hasMagic(head: Uint8Array): boolean {
  return head.length >= COMPRESSION_MAGIC_BYTES;
}

function openSource(input: CaptureInput, options: OpeningOptions, memory: ScanMemory | null): PieceSource {
  if (typeof input !== 'string') {
    return new StreamPieces(input, options);
  }
  const stat = statSync(input);
  if (stat.isFile()) {
    const buffers = options.isReused === true ? (memory?.pieces() ?? newBuffers()) : null;
    return new FilePieces(input, options, buffers);
  }
  // A pipe or a device has no positions to read at.
  const stream = stat.isFIFO() ? openPipe(input) : createReadStream(input);
  return new StreamPieces(stream as AsyncIterable<Uint8Array>, options);
}

async function readHead(
  source: PieceSource,
  begin: Uint8Array,
  isEnough: (head: Uint8Array) => boolean,
): Promise<Uint8Array> {
  let head = begin;
  while (!isEnough(head)) {
    const piece = await source.read();
    if (piece === null) {
      break;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
  }
  return head;
}

function unpacked(source: PieceSource, begin: Uint8Array, { name, makeEngine }: Compression): PieceSource {
  return makeEngine === undefined
    ? new UnreadablePieces(source, name)
    : new UnpackedPieces(source, begin, name, makeEngine);
}

/** A source whose first bytes were read already. */
class BegunPieces implements PieceSource {
  readonly headroomBytes: number;
  private readonly source: PieceSource;
  private head: Uint8Array;

  constructor(source: PieceSource, head: Uint8Array) {
    this.source = source;
    this.head = head;
    this.headroomBytes = source.headroomBytes;
  }

  get problem(): SavefileProblem | null {
    return this.source.problem;
  }

  get bytesRead(): number {
    return this.source.bytesRead;
  }

  async read(): Promise<Uint8Array | null> {
    const { head } = this;
    this.head = NO_BYTES;
    return head.length > 0 ? head : this.source.read();
  }

  close(): void {
    this.source.close();
  }
}

/** What nothing here can unpack. */
class UnreadablePieces implements PieceSource {
  readonly headroomBytes = 0;
  readonly bytesRead = 0;
  readonly problem: SavefileProblem;
  private readonly source: PieceSource;

  constructor(source: PieceSource, name: string) {
    this.source = source;
    const text = `${name} needs Node 22.15 or newer, this is ${process.version}; unpack it first`;
    this.problem = { kind: 'unsupported-compression', byteOffset: 0, text };
  }

  read(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): void {
    this.source.close();
  }
}
