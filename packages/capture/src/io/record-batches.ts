import { ByteBacklog } from '../savefile/byte-backlog';
import type { RecordBatch } from '../savefile/record-batch';
import type { RecordScanner } from '../savefile/record-scanner';
import type { PieceSource } from './piece-source';

/**
 * Fills the batch again and again with a source's records, and gives it each time. What it holds is good until the next
 * is asked for. What is left of a piece is put before the next one, so that nothing else is copied.
 */
export async function* recordBatches(
  pieces: PieceSource,
  scanner: RecordScanner,
  batch: RecordBatch,
): AsyncGenerator<RecordBatch> {
  const backlog = new ByteBacklog();
  while (scanner.problem === null) {
    const piece = await pieces.read();
    if (piece === null) {
      break;
    }
    let bytes = putTogether(backlog, piece, pieces.headroomBytes, scanner.neededBytes);
    for (let done = -1; done !== 0 && bytes.length > 0;) {
      done = scanner.scan(bytes, batch);
      bytes = bytes.subarray(done);
      if (batch.count > 0) {
        yield batch;
      }
    }
    backlog.add(bytes, scanner.neededBytes);
  }
  scanner.end(backlog.take());
}

/** What waits with the piece behind it; nothing while that is less than is needed. */
function putTogether(backlog: ByteBacklog, piece: Uint8Array, headroomBytes: number, neededBytes: number): Uint8Array {
  if (backlog.length > 0 && backlog.length <= headroomBytes) {
    const rest = backlog.take();
    const whole = new Uint8Array(piece.buffer, piece.byteOffset - rest.length, rest.length + piece.length);
    whole.set(rest);
    return whole;
  }
  backlog.add(piece, neededBytes);
  return backlog.length < neededBytes ? NO_BYTES : backlog.take();
}

const NO_BYTES = new Uint8Array();
