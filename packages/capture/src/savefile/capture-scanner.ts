import { captureFormat, MAGIC_BYTES, notACapture, noHeaderProblem, type CaptureFormat } from './capture-format';
import type { SavefileProblem } from './capture-record';
import { PcapngScanner } from './pcapng/pcapng-scanner';
import type { RecordBatch } from './record-batch';
import type { RecordScanner } from './record-scanner';
import { readSavefileHeader, SAVEFILE_HEADER_BYTES } from './savefile-header';
import { SavefileScanner } from './savefile-scanner';

const NO_BLOCKS: ReadonlyMap<string, number> = new Map();

/**
 * Finds the records of a capture in any format that is read here, told by its first bytes: classic capture files of every
 * version, byte order and unit of time, and pcapng.
 */
export class CaptureScanner implements RecordScanner {
  private inner: SavefileScanner | PcapngScanner | null = null;
  private needed = MAGIC_BYTES;
  private found: SavefileProblem | null = null;

  get problem(): SavefileProblem | null {
    return this.inner?.problem ?? this.found;
  }

  get neededBytes(): number {
    return this.inner?.neededBytes ?? this.needed;
  }

  /** null: not known (yet). */
  get format(): CaptureFormat | null {
    return this.inner === null ? null : this.inner instanceof PcapngScanner ? 'pcapng' : 'pcap';
  }

  /** pcapng: how many blocks of each kind were met. */
  get blockCounts(): ReadonlyMap<string, number> {
    return this.inner instanceof PcapngScanner ? this.inner.blockCounts : NO_BLOCKS;
  }

  scan(bytes: Uint8Array, batch: RecordBatch): number {
    if (this.inner !== null) {
      return this.inner.scan(bytes, batch);
    }
    batch.count = 0;
    return this.found === null ? this.begin(bytes, batch) : bytes.length;
  }

  end(rest: Uint8Array): void {
    if (this.inner !== null) {
      this.inner.end(rest);
    } else {
      this.found ??= noHeaderProblem(rest);
    }
  }

  private begin(bytes: Uint8Array, batch: RecordBatch): number {
    if (bytes.length < MAGIC_BYTES) {
      return 0;
    }
    const format = captureFormat(bytes);
    if (format === 'pcapng') {
      this.inner = new PcapngScanner();
      return this.inner.scan(bytes, batch);
    }
    if (format === null) {
      this.found = notACapture(bytes);
      return bytes.length;
    }
    this.needed = SAVEFILE_HEADER_BYTES;
    return bytes.length < SAVEFILE_HEADER_BYTES ? 0 : this.beginSavefile(bytes);
  }

  /** The records follow with the next call. */
  private beginSavefile(bytes: Uint8Array): number {
    const result = readSavefileHeader(bytes);
    if (!result.ok) {
      this.found = result.problem;
      return bytes.length;
    }
    this.inner = new SavefileScanner(result.header);
    return SAVEFILE_HEADER_BYTES;
  }
}
