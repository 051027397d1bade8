import type { SavefileProblem } from './capture-record';
import type { RecordBatch } from './record-batch';
import { maxRecordBytes, recordLengthProblem, truncatedProblem } from './record-limit';
import type { RecordScanner } from './record-scanner';
import type { SavefileHeader } from './savefile-header';
import { SAVEFILE_HEADER_BYTES, SAVEFILE_RECORD_OFFSET } from './savefile-header';

const {
  seconds: SECONDS,
  fraction: FRACTION,
  capturedBytes: FIRST_LENGTH,
  wireBytes: SECOND_LENGTH,
} = SAVEFILE_RECORD_OFFSET;

const NS_PER_SECOND = 1_000_000_000;

/**
 * Finds the records of a classic capture file, behind its header.
 *
 * @see pcap-savefile(5)
 */
export class SavefileScanner implements RecordScanner {
  private readonly header: SavefileHeader;
  private readonly mostBytes: number;
  /** Of the record that comes next, in the file. */
  private recordOffset = SAVEFILE_HEADER_BYTES;
  private found: SavefileProblem | null = null;
  private needed: number;

  constructor(header: SavefileHeader) {
    this.header = header;
    this.mostBytes = maxRecordBytes(header.linkType);
    this.needed = header.recordHeaderBytes;
  }

  get problem(): SavefileProblem | null {
    return this.found;
  }

  get neededBytes(): number {
    return this.needed;
  }

  /** One loop without calls but those of the view: it runs once for each of millions of records. */
  scan(bytes: Uint8Array, batch: RecordBatch): number {
    const { littleEndian, fractionNs, recordHeaderBytes, lengthOrder, linkType } = this.header;
    const { capacity, frameStart, seconds, nanoseconds, fileOffset } = batch;
    const { capturedBytes: capturedColumn, wireBytes: wireColumn, linkType: linkColumn } = batch;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length;
    batch.bytes = bytes;
    batch.view = view;
    let count = this.scanQuickly(bytes, batch);
    let at = count === 0 ? 0 : (frameStart[count - 1] ?? 0) + (capturedColumn[count - 1] ?? 0);
    this.needed = recordHeaderBytes;
    while (this.found === null && count < capacity && end - at >= recordHeaderBytes) {
      let captured = view.getUint32(at + FIRST_LENGTH, littleEndian);
      let wire = view.getUint32(at + SECOND_LENGTH, littleEndian);
      if (lengthOrder !== 'captured-first' && (lengthOrder === 'wire-first' || captured > wire)) {
        [captured, wire] = [wire, captured];
      }
      if (captured > this.mostBytes) {
        const lengthOffset = this.recordOffset + at + FIRST_LENGTH;
        this.found = recordLengthProblem('record', captured, lengthOffset, this.mostBytes);
        break;
      }
      const start = at + recordHeaderBytes;
      if (end - start < captured) {
        this.needed = recordHeaderBytes + captured;
        break;
      }
      const fraction = view.getUint32(at + FRACTION, littleEndian) * fractionNs;
      // A fraction of more than a second is damage or a careless writer; it is added up, as tcpdump and Wireshark do.
      const carry = fraction < NS_PER_SECOND ? 0 : Math.floor(fraction / NS_PER_SECOND);
      seconds[count] = view.getUint32(at + SECONDS, littleEndian) + carry;
      nanoseconds[count] = fraction - carry * NS_PER_SECOND;
      frameStart[count] = start;
      capturedColumn[count] = captured;
      wireColumn[count] = wire;
      linkColumn[count] = linkType;
      fileOffset[count] = this.recordOffset + start;
      at = start + captured;
      count += 1;
    }
    batch.count = count;
    this.recordOffset += at;
    return this.found === null ? at : end;
  }

  /** Scans records in WebAssembly, where batch and bytes are in its memory; it stops at all that is not as it mostly is. */
  private scanQuickly(bytes: Uint8Array, { memory }: RecordBatch): number {
    const { littleEndian, fractionNs, recordHeaderBytes, lengthOrder, linkType } = this.header;
    const from = memory?.addressOf(bytes) ?? -1;
    if (memory === null || from < 0 || lengthOrder !== 'captured-first') {
      return 0;
    }
    const end = from + bytes.length;
    const byteOrder = littleEndian ? 0 : 1;
    const { mostBytes, recordOffset } = this;
    return memory.exports.scanRecords(
      from,
      end,
      recordHeaderBytes,
      byteOrder,
      mostBytes,
      fractionNs,
      linkType,
      recordOffset,
    );
  }

  end(rest: Uint8Array): void {
    if (this.found === null && rest.length > 0) {
      this.found = truncatedProblem('record', this.recordOffset, rest.length, this.needed);
    }
  }
}
