import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Packet, PacketHeader } from 'pcap-parser';
import { noHeaderProblem, notACapture } from '../savefile/capture-format';
import type { CaptureRecord, RecordReader, SavefileProblem } from '../savefile/capture-record';
import { maxRecordBytes, recordLengthProblem, truncatedProblem } from '../savefile/record-limit';
import type { SavefileHeader } from '../savefile/savefile-header';
import {
  looksLikeSavefile,
  MICROSECOND_MAGIC,
  readSavefileHeader,
  RECORD_HEADER_BYTES,
  SAVEFILE_HEADER_BYTES,
} from '../savefile/savefile-header';
import { ByteQueue } from './byte-queue';

/** Of the captured length, in a record header. */
const CAPTURED_LENGTH = 8;
const NS_PER_SECOND = 1_000_000_000n;

/** The package is loaded when a live capture begins: most commands read files. */
function pcapParser(): typeof import('pcap-parser') {
  return createRequire(__filename)('pcap-parser') as typeof import('pcap-parser');
}

/** A stream as far as pcap-parser needs one: bytes are handed over when we say, so there is nothing to pause. */
class ByteSource extends EventEmitter {
  pause(): void {}
  resume(): void {}
}

/**
 * Reads a live capture through the npm package pcap-parser, which finds the records; what it does not do is done here.
 *
 * - It knows only the microsecond magic, so it is given that one, and the unit of the stamps is kept aside.
 * - It waits for as many bytes as a length field claims. It is handed the bytes of one header, then of one frame, so a
 *   length is checked before a byte of its frame is handed over.
 * - It does not say where a record is, or that the last one is cut off. The bytes handed over are counted.
 */
export class PcapParserReader implements RecordReader {
  private readonly queue = new ByteQueue();
  private readonly source = new ByteSource();
  private fileHeader: SavefileHeader | null = null;
  private recordHeader: PacketHeader | null = null;
  private recordOffset = SAVEFILE_HEADER_BYTES;
  private records: CaptureRecord[] = [];
  private found: SavefileProblem | null = null;

  constructor() {
    pcapParser()
      .parse(this.source)
      .on('packetHeader', (header) => this.onPacketHeader(header))
      .on('packet', (packet) => this.onPacket(packet));
  }

  get problem(): SavefileProblem | null {
    return this.found;
  }

  push(bytes: Uint8Array): CaptureRecord[] {
    this.records = [];
    if (this.found === null) {
      this.queue.push(bytes);
      while (this.found === null && this.step()) {
        // Each step hands one header or one frame to the parser, whose events move on what comes next.
      }
    }
    return this.records;
  }

  end(): void {
    this.found ??= this.cutOffProblem();
  }

  /** Says what the input lacks; null where it ended between two records. */
  private cutOffProblem(): SavefileProblem | null {
    const haveBytes = this.queue.length;
    if (this.fileHeader === null) {
      return noHeaderProblem(this.queue.take(haveBytes) ?? new Uint8Array());
    }
    if (this.recordHeader !== null) {
      const needBytes = RECORD_HEADER_BYTES + this.recordHeader.capturedLength;
      return truncatedProblem('record', this.recordOffset, RECORD_HEADER_BYTES + haveBytes, needBytes);
    }
    return haveBytes === 0 ? null : truncatedProblem('record', this.recordOffset, haveBytes, RECORD_HEADER_BYTES);
  }

  /** Hands over the next part; false while it has not all arrived. */
  private step(): boolean {
    if (this.fileHeader === null) {
      return this.beginFile();
    }
    const part = this.queue.take(this.recordHeader?.capturedLength ?? RECORD_HEADER_BYTES);
    if (part === null) {
      return false;
    }
    this.handOver(part);
    return true;
  }

  private beginFile(): boolean {
    const bytes = this.queue.take(SAVEFILE_HEADER_BYTES);
    if (bytes === null) {
      return false;
    }
    if (!looksLikeSavefile(bytes)) {
      this.found = notACapture(bytes);
      return false;
    }
    const result = readSavefileHeader(bytes);
    if (!result.ok) {
      this.found = result.problem;
      return false;
    }
    if (result.header.recordHeaderBytes !== RECORD_HEADER_BYTES || result.header.lengthOrder !== 'captured-first') {
      this.found = {
        kind: 'unsupported-version',
        byteOffset: 0,
        text: 'an old or patched capture format, not a live one',
      };
      return false;
    }
    this.fileHeader = result.header;
    this.handOver(withMicrosecondMagic(bytes, result.header));
    return true;
  }

  private handOver(bytes: Uint8Array): void {
    this.source.emit('data', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  private onPacketHeader(header: PacketHeader): void {
    const mostBytes = maxRecordBytes(this.fileHeader?.linkType ?? 0);
    if (header.capturedLength > mostBytes) {
      const lengthOffset = this.recordOffset + CAPTURED_LENGTH;
      this.found = recordLengthProblem('record', header.capturedLength, lengthOffset, mostBytes);
    }
    this.recordHeader = header;
  }

  private onPacket({ header, data }: Packet): void {
    if (this.fileHeader === null) {
      return;
    }
    const { linkType, fractionNs } = this.fileHeader;
    const frameOffset = this.recordOffset + RECORD_HEADER_BYTES;
    this.records.push({
      timestampNs: BigInt(header.timestampSeconds) * NS_PER_SECOND + BigInt(header.timestampMicroseconds * fractionNs),
      wireBytes: header.originalLength,
      frameOffset,
      linkType,
      frame: data,
    });
    this.recordHeader = null;
    this.recordOffset = frameOffset + data.length;
  }
}

function withMicrosecondMagic(bytes: Uint8Array, { littleEndian }: SavefileHeader): Uint8Array {
  // Not slice(): that of a Buffer gives a view, and the caller's bytes are not ours to write to.
  const copy = Uint8Array.from(bytes);
  new DataView(copy.buffer).setUint32(0, MICROSECOND_MAGIC, littleEndian);
  return copy;
}
