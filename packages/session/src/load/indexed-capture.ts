import { statSync } from 'node:fs';
import { CaptureIndex, describePacket, openCapture, openPieces } from '@sockscope/capture';
import type { Capture, ConnectionSummary, PacketDetail } from '@sockscope/capture';
import { printable } from '../printable';
import type { InputProblem, Recording } from '../recording';
import { CachedFrames } from './cached-frames';
import { ConnectionRecording } from './connection-recording';
import { OpenFrames } from './frame-source';
import { inputProblem } from './input-problem';
import { Spool } from './spool';
import { SpooledPieces } from './spooled-pieces';

/** What is joined has all its packets in memory, about 2.5 kB each. */
const MOST_PACKETS = 500_000;
const PACKETS_AT_ONCE = 50_000;

/** How indexCapture() reads. */
export interface IndexingOptions {
  /** Ends the reading where it stands. */
  readonly signal?: AbortSignal;
  /** Called now and then, with what says how far it is. */
  readonly onProgress?: (capture: Pick<Capture, 'bytesRead' | 'sizeBytes'>) => void;
}

/** A capture that is too large to be held as packets: what connections it has is known, the rest is read when it is looked at. */
export class IndexedCapture {
  /** Safe to print. */
  readonly name: string;
  readonly problems: readonly InputProblem[];
  private readonly index: CaptureIndex;
  private readonly frames: CachedFrames;

  constructor(name: string, index: CaptureIndex, frames: CachedFrames, problems: readonly InputProblem[]) {
    this.name = name;
    this.index = index;
    this.frames = frames;
    this.problems = problems;
  }

  get packetCount(): number {
    return this.index.packets;
  }

  get connectionCount(): number {
    return this.index.connectionCount;
  }

  /** Gives the connections, in order of their first packets. */
  connections(): Iterable<ConnectionSummary> {
    return this.index.summaries();
  }

  /** Reads a connection, of a long one its first packets; null: there is none of this index. */
  connection(index: number): Recording | null {
    if (!(index >= 0 && index < this.connectionCount)) return null;
    const of = { what: `packets of connection ${index} are joined`, filter: `connection == ${index} and ` };
    return this.firstOf(this.index.packetsOf(index), MOST_PACKETS, index, of);
  }

  /** Reads the first packets that belong to no connection, as a recording that also says what stopped the reading of the capture. */
  firstOfNoConnection(): Recording {
    const of = { what: 'packets that belong to no connection are shown', filter: '' };
    const recording = this.firstOf(this.index.packetsOfNone(), PACKETS_AT_ONCE, null, of);
    recording.problems = [...this.problems, ...recording.problems];
    return recording;
  }

  /** Reads the packets that belong to no connection, so many at a time; they have nothing to do with each other. */
  *ofNoConnection(): Generator<Recording> {
    const all = this.index.packetsOfNone();
    for (let from = 0; from < all.length; from += PACKETS_AT_ONCE) {
      const numbers = all.slice(from, from + PACKETS_AT_ONCE);
      yield this.read(numbers, null);
    }
  }

  /** The captured bytes of a packet, by its number in the capture; null where they can no longer be read. */
  frame(packetNumber: number): Uint8Array | null {
    const packet = this.index.packet(packetNumber);
    return packet && this.frames.read(packet.frameOffset, packet.capturedBytes);
  }

  /** A packet as a tree of fields; null where its bytes can no longer be read. */
  detail(packetNumber: number): PacketDetail | null {
    const packet = this.index.packet(packetNumber);
    const frame = packet && this.frames.peek(packet.frameOffset, packet.capturedBytes);
    return packet && frame ? describePacket(frame, packet.linkType, packet.wireBytes) : null;
  }

  /**
   * Reads so many of the packets, and says where there are more.
   *
   * @param of What these packets are, in the sentence that says so; and the beginning of the filter that lists the others.
   */
  private firstOf(
    all: readonly number[],
    most: number,
    connection: number | null,
    of: { readonly what: string; readonly filter: string },
  ): ConnectionRecording {
    const numbers = all.slice(0, most);
    const recording = this.read(numbers, connection);
    const last = numbers.at(-1);
    if (last === undefined || numbers.length === all.length) return recording;
    return recording.withProblem(
      `only the first ${numbers.length} of the ${all.length} ${of.what}; ` +
        `packets --filter '${of.filter}frame.number > ${last}' lists the others`,
    );
  }

  private read(numbers: readonly number[], connection: number | null): ConnectionRecording {
    return new ConnectionRecording(this.name, { numbers, connection }, this.index, this.frames);
  }
}

/**
 * Reads a capture file once, from beginning to end, and keeps where everything is. What a packed one unpacks to is kept in a
 * temporary file without a name.
 *
 * @throws the system's error where it cannot be read.
 */
export async function indexCapture(
  path: string,
  { signal, onProgress }: IndexingOptions = {},
): Promise<IndexedCapture> {
  const opened = await openPieces(path, { isReused: true, ...(signal && { signal }) });
  const isPlainFile = opened.compression === null && statSync(path).isFile();
  const spool = isPlainFile ? null : new Spool();
  const pieces = spool === null ? opened.pieces : new SpooledPieces(opened.pieces, spool);
  const capture = openCapture({ ...opened, pieces }, signal ? { signal } : {});
  const index = new CaptureIndex();
  for await (const batch of capture.batches()) {
    index.addBatch(batch);
    onProgress?.(capture);
  }
  const problems = [index.problem, capture.problem]
    .filter((problem) => problem !== null)
    .map(({ byteOffset, text }) => inputProblem(path, byteOffset, text));
  const frames = spool ?? new OpenFrames(path);
  return new IndexedCapture(printable(path), index, new CachedFrames(frames, frames.sizeBytes), problems);
}
