import { ByteQueue } from './byte-queue';
import type { CaptureRecord, RecordReader, SavefileProblem } from './capture-record';
import { cutOffProblem } from './cut-off-problem';
import type { RecordHeader } from './record-header';
import { readRecordHeader, RECORD_HEADER_BYTES, recordLengthProblem } from './record-header';
import type { SavefileHeader } from './savefile-header';
import { readSavefileHeader, SAVEFILE_HEADER_BYTES } from './savefile-header';

/**
 * Reads a classic capture file: micro- or nanosecond stamps, either byte order. Memory does not grow with a length
 * field: at most one record (256 KiB) waits to be complete.
 *
 * @see pcap-savefile(5)
 */
export class SavefileReader implements RecordReader {
  private readonly queue = new ByteQueue();
  private fileHeader: SavefileHeader | null = null;
  /** Of the record whose frame is not complete yet. */
  private recordHeader: RecordHeader | null = null;
  private recordOffset = SAVEFILE_HEADER_BYTES;
  private found: SavefileProblem | null = null;

  get problem(): SavefileProblem | null {
    return this.found;
  }

  /** null until its 24 bytes have arrived. */
  get header(): SavefileHeader | null {
    return this.fileHeader;
  }

  push(bytes: Uint8Array): CaptureRecord[] {
    const records: CaptureRecord[] = [];
    if (this.found !== null) {
      return records;
    }
    this.queue.push(bytes);
    const header = this.fileHeader ?? this.readHeader();
    if (header === null) {
      return records;
    }
    for (let record = this.next(header); record !== null; record = this.next(header)) {
      records.push(record);
    }
    return records;
  }

  end(): void {
    this.found ??= cutOffProblem(this.queue, {
      hasFileHeader: this.fileHeader !== null,
      recordOffset: this.recordOffset,
      capturedBytes: this.recordHeader?.capturedBytes ?? null,
    });
  }

  private readHeader(): SavefileHeader | null {
    const bytes = this.queue.take(SAVEFILE_HEADER_BYTES);
    if (bytes === null) {
      return null;
    }
    const result = readSavefileHeader(bytes);
    if (!result.ok) {
      this.found = result.problem;
      return null;
    }
    this.fileHeader = result.header;
    return result.header;
  }

  /** The next whole record; null where bytes are missing or its length is impossible. */
  private next(header: SavefileHeader): CaptureRecord | null {
    const recordHeader = this.recordHeader ?? this.readRecordHeader(header);
    if (recordHeader === null) {
      return null;
    }
    const frame = this.queue.take(recordHeader.capturedBytes);
    if (frame === null) {
      return null;
    }
    const frameOffset = this.recordOffset + RECORD_HEADER_BYTES;
    this.recordHeader = null;
    this.recordOffset = frameOffset + frame.length;
    const { timestampNs, wireBytes } = recordHeader;
    return { timestampNs, wireBytes, frameOffset, linkType: header.linkType, frame };
  }

  private readRecordHeader(header: SavefileHeader): RecordHeader | null {
    const bytes = this.queue.take(RECORD_HEADER_BYTES);
    if (bytes === null) {
      return null;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const recordHeader = readRecordHeader(view, 0, header);
    this.found = recordLengthProblem(recordHeader.capturedBytes, this.recordOffset);
    if (this.found !== null) {
      return null;
    }
    this.recordHeader = recordHeader;
    return recordHeader;
  }
}
