import type { ScanMemory } from '../src/assembly/scan-memory';
import { RecordBatch } from '../src/savefile/record-batch';
import type { Frame } from './arbitrary-frames';

/**
 * Gives frames in batches of so many, ten microseconds apart. It is the same batch each time.
 *
 * @param memory Holds the batch; default: memory of its own.
 * @param isCopied Puts the frames there too.
 */
export function* batchesOfFrames(
  frames: readonly Frame[],
  records: number,
  memory?: ScanMemory,
  isCopied = false,
): Generator<RecordBatch> {
  const batch = new RecordBatch(memory ?? records);
  for (let from = 0; from < frames.length; from += records) {
    const part = frames.slice(from, from + records);
    const bytes = Uint8Array.from(part.flatMap((frame) => [...frame.bytes]));
    batch.bytes = memory !== undefined && isCopied ? copiedTo(memory, bytes) : bytes;
    batch.view = new DataView(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length);
    batch.count = part.length;
    let at = 0;
    for (const [index, { bytes, wireBytes, linkType }] of part.entries()) {
      batch.frameStart[index] = at;
      batch.capturedBytes[index] = bytes.length;
      batch.wireBytes[index] = wireBytes;
      batch.linkType[index] = linkType;
      batch.seconds[index] = 1_700_000_000;
      batch.nanoseconds[index] = (from + index) * 10_000;
      at += bytes.length;
    }
    yield batch;
  }
}

/** Puts bytes where a piece of a file would be. */
export function copiedTo(memory: ScanMemory, bytes: Uint8Array): Uint8Array {
  const [piece = new Uint8Array()] = memory.pieces();
  const copy = piece.subarray(0, bytes.length);
  copy.set(bytes);
  return copy;
}
