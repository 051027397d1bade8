import { createReadStream, statSync } from 'node:fs';
import type { SavefileProblem } from '../savefile/capture-record';
import { COMPRESSION_MAGIC_BYTES, compressionOf, type Compression } from './compression';
import { FilePieces } from './file-pieces';
import type { PieceSource, ReadingOptions } from './piece-source';
import { StreamPieces } from './stream-pieces';
import { UnpackedPieces } from './unpacked-pieces';

/** A path, or bytes as they arrive: standard input, a socket, the output of tcpdump. */
export type CaptureInput = string | AsyncIterable<Uint8Array>;

/** An input that was looked into. */
export interface OpenedInput {
  /** Its bytes, unpacked. */
  readonly pieces: PieceSource;
  /** How it is packed: `gzip`, `Zstandard`; null: it is not. */
  readonly compression: string | null;
  /** Length of the file, packed as it may be, when it was opened; null: not a file. */
  readonly sizeBytes: number | null;
}

/**
 * Opens an input and unpacks it, if its first bytes say that it is packed; its name does not matter.
 *
 * @param isReused Whether the memory of pieces of a file may be used again, see PieceSource.read().
 * @throws the system's error (`ENOENT`, `EISDIR`, ...) where it cannot be read.
 */
export async function openPieces(
  input: CaptureInput,
  options: ReadingOptions,
  isReused: boolean,
): Promise<OpenedInput> {
  const source = openSource(input, options, isReused);
  try {
    const head = await readHead(source);
    const compression = compressionOf(head);
    return {
      pieces: compression === null ? new BegunPieces(source, head) : unpacked(source, head, compression),
      compression: compression?.name ?? null,
      sizeBytes: source instanceof FilePieces ? source.sizeBytes : null,
    };
  } catch (error) {
    source.close();
    throw error;
  }
}

function openSource(input: CaptureInput, options: ReadingOptions, isReused: boolean): PieceSource {
  if (typeof input !== 'string') {
    return new StreamPieces(input, options);
  }
  // A pipe or a device has no positions to read at.
  return statSync(input).isFile()
    ? new FilePieces(input, options, isReused)
    : new StreamPieces(createReadStream(input) as AsyncIterable<Uint8Array>, options);
}

async function readHead(source: PieceSource): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < COMPRESSION_MAGIC_BYTES) {
    const piece = await source.read();
    if (piece === null) {
      break;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
  }
  return head;
}

function unpacked(source: PieceSource, head: Uint8Array, { name, createEngine }: Compression): PieceSource {
  if (createEngine !== undefined) {
    return new UnpackedPieces(source, head, name, createEngine);
  }
  source.close();
  const text = `${name} needs Node 22.15 or newer, this is ${process.version}; unpack it first`;
  return new BegunPieces(source, null, { kind: 'unsupported-compression', byteOffset: 0, text });
}

/** A source whose first piece was read already; with `problem`, there is no more than that. */
class BegunPieces implements PieceSource {
  readonly headroomBytes: number;
  private readonly source: PieceSource;
  private head: Uint8Array | null;
  private readonly found: SavefileProblem | null;

  constructor(source: PieceSource, head: Uint8Array | null, problem: SavefileProblem | null = null) {
    this.source = source;
    this.head = head;
    this.found = problem;
    this.headroomBytes = source.headroomBytes;
  }

  get problem(): SavefileProblem | null {
    return this.found ?? this.source.problem;
  }

  get bytesRead(): number {
    return this.source.bytesRead;
  }

  async read(): Promise<Uint8Array | null> {
    const { head } = this;
    if (head !== null && head.length > 0) {
      this.head = null;
      return head;
    }
    return this.found === null ? this.source.read() : null;
  }

  close(): void {
    this.source.close();
  }
}
