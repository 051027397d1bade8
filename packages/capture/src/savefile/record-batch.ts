import { columnOffsets, MEMORY, SCANNED_RECORDS } from '../assembly/memory-layout';
import type { ScanMemory } from '../assembly/scan-memory';

/**
 * Records of a capture as columns: entry i of every column is record i. A batch is made once and filled again and again,
 * so that millions of packets leave nothing behind.
 */
export class RecordBatch {
  readonly capacity: number;
  /** The memory that its columns are in; null: one of their own. */
  readonly memory: ScanMemory | null;
  /** How many entries hold. */
  count = 0;
  /** The bytes that `frameStart` counts from. They hold until the batch is filled again. */
  bytes: Uint8Array = new Uint8Array();
  /** The same bytes. */
  view: DataView = new DataView(new ArrayBuffer(0));

  /** Where the frame begins in `bytes`. */
  readonly frameStart: Uint32Array;
  readonly capturedBytes: Uint32Array;
  readonly wireBytes: Uint32Array;
  /** Whole seconds since the Unix epoch, rounded down; NaN where the capture gives no time, or one out of range. */
  readonly seconds: Float64Array;
  /** 0 to 999,999,999, to be added to `seconds`. */
  readonly nanoseconds: Uint32Array;
  /** LINKTYPE_ value. */
  readonly linkType: Uint32Array;
  /** Byte offset of the frame's first byte in the capture, after unpacking. */
  readonly fileOffset: Float64Array;

  /** @param room For how many records, or a memory that is to hold them. */
  constructor(room: number | ScanMemory) {
    const isOwn = typeof room === 'number';
    const capacity = isOwn ? room : SCANNED_RECORDS;
    const at = columnOffsets(capacity);
    const buffer = isOwn ? new ArrayBuffer(at.end) : room.bytes.buffer;
    const from = isOwn ? 0 : MEMORY.columns;
    this.capacity = capacity;
    this.memory = isOwn ? null : room;
    this.seconds = new Float64Array(buffer, from + at.seconds, capacity);
    this.fileOffset = new Float64Array(buffer, from + at.fileOffset, capacity);
    this.frameStart = new Uint32Array(buffer, from + at.frameStart, capacity);
    this.capturedBytes = new Uint32Array(buffer, from + at.capturedBytes, capacity);
    this.wireBytes = new Uint32Array(buffer, from + at.wireBytes, capacity);
    this.nanoseconds = new Uint32Array(buffer, from + at.nanoseconds, capacity);
    this.linkType = new Uint32Array(buffer, from + at.linkType, capacity);
  }
}
