import { RecordBatch } from '../src/savefile/record-batch';
import type { Frame } from './arbitrary-frames';

/** Gives frames in batches as long as `capacity`, ten microseconds apart. It is the same batch each time. */
export function* batchesOfFrames(frames: readonly Frame[], capacity: number): Generator<RecordBatch> {
  const batch = new RecordBatch(capacity);
  for (let from = 0; from < frames.length; from += capacity) {
    const part = frames.slice(from, from + capacity);
    batch.bytes = Uint8Array.from(part.flatMap(({ bytes }) => [...bytes]));
    batch.view = new DataView(batch.bytes.buffer);
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
