import { ByteBacklog } from './byte-backlog';
import type { CaptureRecord, RecordReader, SavefileProblem } from './capture-record';
import { CaptureScanner } from './capture-scanner';
import { RecordBatch } from './record-batch';
import { recordTimestampNs } from './record-time';

const BATCH_RECORDS = 1024;

/**
 * Reads a capture file of any format (see CaptureScanner) that arrives in pieces, a record at a time. Memory does not grow
 * with a length field: what waits is part of one record, and was there.
 */
export class SavefileReader implements RecordReader {
  private readonly scanner = new CaptureScanner();
  private readonly batch = new RecordBatch(BATCH_RECORDS);
  private readonly backlog = new ByteBacklog();

  get problem(): SavefileProblem | null {
    return this.scanner.problem;
  }

  push(bytes: Uint8Array): CaptureRecord[] {
    const records: CaptureRecord[] = [];
    if (this.scanner.problem !== null) {
      return records;
    }
    this.backlog.add(bytes, this.scanner.neededBytes);
    if (this.backlog.length < this.scanner.neededBytes) {
      return records;
    }
    let rest = this.backlog.take();
    for (let done = -1; done !== 0 && rest.length > 0;) {
      done = this.scanner.scan(rest, this.batch);
      this.addRecords(records);
      rest = rest.subarray(done);
    }
    this.backlog.add(rest, this.scanner.neededBytes);
    return records;
  }

  end(): void {
    this.scanner.end(this.backlog.take());
  }

  private addRecords(records: CaptureRecord[]): void {
    const { batch } = this;
    for (let index = 0; index < batch.count; index++) {
      records.push(recordOf(batch, index));
    }
  }
}

/** Gives a batch's entry as an object; its frame holds as long as the batch's bytes. */
export function recordOf(batch: RecordBatch, index: number): CaptureRecord {
  const start = batch.frameStart[index] ?? 0;
  return {
    timestampNs: recordTimestampNs(batch, index),
    wireBytes: batch.wireBytes[index] ?? 0,
    frameOffset: batch.fileOffset[index] ?? 0,
    linkType: batch.linkType[index] ?? 0,
    frame: batch.bytes.subarray(start, start + (batch.capturedBytes[index] ?? 0)),
  };
}
