import type { ByteQueue } from './byte-queue';
import type { SavefileProblem } from './capture-record';
import { RECORD_HEADER_BYTES, truncatedRecordProblem } from './record-header';
import { shortHeaderProblem } from './savefile-header';

/** Where a reader stood when its input ended. */
export interface ReadPosition {
  readonly hasFileHeader: boolean;
  /** Byte offset of the record that comes next or is being read. */
  readonly recordOffset: number;
  /** What the header of that record announces; null where the header itself is awaited. */
  readonly capturedBytes: number | null;
}

/** Says what an input lacks that ended while these bytes waited for more; null where it ended between two records. */
export function cutOffProblem(waiting: ByteQueue, position: ReadPosition): SavefileProblem | null {
  const { hasFileHeader, recordOffset, capturedBytes } = position;
  const haveBytes = waiting.length;
  if (!hasFileHeader) {
    return shortHeaderProblem(waiting.take(haveBytes) ?? new Uint8Array());
  }
  if (capturedBytes !== null) {
    const needBytes = RECORD_HEADER_BYTES + capturedBytes;
    return truncatedRecordProblem(recordOffset, RECORD_HEADER_BYTES + haveBytes, needBytes);
  }
  return haveBytes === 0 ? null : truncatedRecordProblem(recordOffset, haveBytes, RECORD_HEADER_BYTES);
}
