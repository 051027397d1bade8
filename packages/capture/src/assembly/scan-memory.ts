import { endpointHash } from '../flow/endpoint-hash';
import type { FlowMemory } from '../flow/flow-memory';
import { CAPTURE_WASM } from './capture.wasm';
import { HEADROOM_BYTES, MEMORY, PIECES, PIECE_BYTES } from './memory-layout';

/** What the code in WebAssembly exports, see the folder assembly of this package. */
export interface ScanExports {
  scanRecords(
    from: number,
    end: number,
    headerBytes: number,
    isBigEndian: number,
    mostBytes: number,
    fractionNs: number,
    linkType: number,
    fileOffset: number,
  ): number;
  addPlainPackets(
    from: number,
    end: number,
    number: number,
    frameColumn: number,
    frames: number,
    slots: number,
    mask: number,
    rows: number,
  ): number;
  rememberConnection(index: number, rows: number): void;
  writePacketLines(from: number, end: number, number: number, frames: number, rows: number, to: number): number;
}

const PAGE_BYTES = 64 * 1024;
const MOST_PAGES = 65536;
/** Memory grows by at least so much of itself: pages that are never written to cost nothing. */
const LEAST_GROWTH = 1 / 8;
/** That of WebAssembly, whatever the machine's. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

let compiled: WebAssembly.Module | undefined;

/**
 * The memory that a capture is read into and that a FlowTable keeps its connections in, so that code in WebAssembly can go from one to
 * the other; see MEMORY. It is shared because what is shared can grow while there are views of it; no other thread knows it.
 */
export class ScanMemory implements FlowMemory {
  readonly start = MEMORY.flows;
  /** That no slot is used costs nothing here. */
  readonly room = 2 ** 17;
  readonly exports: ScanExports;
  view: DataView;
  bytes: Uint8Array;
  words: Int32Array;
  /** The hash table and the rows of a FlowTable are in it. */
  isTaken = false;
  private readonly memory: WebAssembly.Memory;
  private readonly mostPages: number;
  /** This memory before it grew, too. */
  private readonly buffers = new WeakSet<ArrayBufferLike>();

  private constructor(memory: WebAssembly.Memory, module: WebAssembly.Module, mostPages: number) {
    this.mostPages = mostPages;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.memory = memory;
    this.exports = exports as unknown as ScanExports;
    this.view = new DataView(memory.buffer);
    this.bytes = new Uint8Array(memory.buffer);
    this.words = new Int32Array(memory.buffer);
    this.buffers.add(memory.buffer);
    this.bytes.set(endpointHash().bytes, MEMORY.hashTables);
  }

  /**
   * Gives a new memory; null where there can be none: it reserves several GiB of addresses, which `ulimit -v` may forbid, and Node can
   * be run without a compiler.
   *
   * @param mostPages How far it may grow, in pages of 64 KiB.
   */
  static create(mostPages = MOST_PAGES): ScanMemory | null {
    try {
      compiled ??= new WebAssembly.Module(CAPTURE_WASM);
      const initial = Math.ceil(MEMORY.flows / PAGE_BYTES);
      const memory = new WebAssembly.Memory({ initial, maximum: mostPages, shared: true });
      return IS_LITTLE_ENDIAN ? new ScanMemory(memory, compiled, mostPages) : null;
    } catch {
      return null;
    }
  }

  reach(lengthBytes: number): boolean {
    const { byteLength } = this.view;
    const missing = Math.ceil((lengthBytes - byteLength) / PAGE_BYTES);
    return missing <= 0 || this.grow(Math.ceil((byteLength * LEAST_GROWTH) / PAGE_BYTES), missing);
  }

  /** By so many pages, or at least by as many as are needed. */
  private grow(pages: number, needed: number): boolean {
    const most = this.mostPages - this.view.byteLength / PAGE_BYTES;
    try {
      // More than there may be is refused as what the system does not give.
      this.memory.grow(Math.max(needed, Math.min(pages, most)));
    } catch {
      return false;
    }
    this.view = new DataView(this.memory.buffer);
    this.bytes = new Uint8Array(this.memory.buffer);
    this.words = new Int32Array(this.memory.buffer);
    this.buffers.add(this.memory.buffer);
    return true;
  }

  /** Where in this memory bytes are; -1: elsewhere. */
  addressOf(bytes: Uint8Array): number {
    return this.buffers.has(bytes.buffer) ? bytes.byteOffset : -1;
  }

  /** Room for the pieces of a file. */
  pieces(): Uint8Array[] {
    const pieceBytes = HEADROOM_BYTES + PIECE_BYTES;
    return Array.from({ length: PIECES }, (_, index) => {
      const from = MEMORY.pieces + index * pieceBytes;
      return this.bytes.subarray(from, from + pieceBytes);
    });
  }
}
