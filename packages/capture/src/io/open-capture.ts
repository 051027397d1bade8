import { SCANNED_RECORDS } from '../assembly/memory-layout';
import type { CapturedPacket, ConnectionSummary } from '../flow/connection';
import { FlowScanner } from '../flow-scanner';
import { PacketDecoder } from '../packet-decoder';
import type { CaptureFormat } from '../savefile/capture-format';
import type { SavefileProblem } from '../savefile/capture-record';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { recordOf } from '../savefile/savefile-reader';
import { describePacket } from '../wire/describe-packet';
import type { PacketDetail } from '../wire/packet-detail';
import { openPieces, type CaptureInput, type OpenedInput } from './open-pieces';
import type { ReadingOptions } from './piece-source';
import { recordBatches } from './record-batches';

/** A packet with its bytes. */
export interface PacketWithFrame extends CapturedPacket {
  /** What was captured of the frame: a view of the piece of the file (a mebibyte at most) in which it was read. */
  readonly frame: Uint8Array;
}

/** What a capture is and holds, as far as it has been read. */
export interface CaptureSummary {
  /** null: it is no capture, or nothing was read yet. */
  readonly format: CaptureFormat | null;
  /** `gzip`, `Zstandard`; null: it is not packed. */
  readonly compression: string | null;
  readonly packets: number;
  /** pcapng: how many blocks of each kind it has, packets and those that are passed over. */
  readonly blocks: Readonly<Record<string, number>>;
}

/**
 * A capture that is read from its beginning each time it is iterated. Memory does not grow with the file, but for the
 * connections, and the packets that packets() keeps the numbers of.
 */
export class Capture {
  private readonly input: CaptureInput | OpenedInput;
  private readonly options: ReadingOptions;
  private scanner = new CaptureScanner();
  private opened: OpenedInput | null = null;
  private packetCount = 0;

  /** @param input One that was looked into can be iterated once. */
  constructor(input: CaptureInput | OpenedInput, options: ReadingOptions) {
    this.input = input;
    this.options = options;
    this.opened = isOpened(input) ? input : null;
  }

  /** What ended the last iteration before the end of the capture, or was passed over; null: nothing. */
  get problem(): SavefileProblem | null {
    const found = this.opened?.pieces.problem ?? null;
    const { problem } = this.scanner;
    if (found !== null || problem === null || this.compression === null) {
      return found ?? problem;
    }
    return { ...problem, text: `${problem.text} (counted in what ${this.compression} unpacks to)` };
  }

  get summary(): CaptureSummary {
    return {
      format: this.scanner.format,
      compression: this.compression,
      packets: this.packetCount,
      blocks: Object.fromEntries(this.scanner.blockCounts),
    };
  }

  /** Bytes of the input, packed as they may be, that the last iteration has read. */
  get bytesRead(): number {
    return this.opened?.pieces.bytesRead ?? 0;
  }

  /** How many there are in all; null: not known, as of a stream. */
  get sizeBytes(): number | null {
    return this.opened?.sizeBytes ?? null;
  }

  /**
   * Gives the packets in order, each as soon as it was read.
   *
   * @throws the system's error (`ENOENT`, `EISDIR`, ...) where the input cannot be read.
   */
  async *packets(): AsyncGenerator<PacketWithFrame, void> {
    const decoder = new PacketDecoder();
    for await (const batch of this.read(false)) {
      for (let index = 0; index < batch.count; index++) {
        const record = recordOf(batch, index);
        yield { ...decoder.decode(record), frame: record.frame };
      }
    }
  }

  /**
   * Gives the records as columns, undecoded: the quick way through a large capture. It is the same batch each time, filled
   * again: what it holds is good until the next one is asked for.
   *
   * @throws the system's error where the input cannot be read.
   */
  batches(): AsyncGenerator<RecordBatch, void> {
    return this.read(true);
  }

  /**
   * Reads the whole capture and gives its connections. FlowScanner does so a batch at a time.
   *
   * @throws the system's error where the input cannot be read.
   */
  async connections(): Promise<readonly ConnectionSummary[]> {
    const scanner = new FlowScanner();
    for await (const batch of this.batches()) {
      scanner.addBatch(batch);
    }
    return [...scanner.connections()];
  }

  /** Gives a packet of this capture as a tree of fields, each with the bytes that hold it. Never throws. */
  decode({ frame, linkType, wireBytes }: PacketWithFrame): PacketDetail {
    return describePacket(frame, linkType, wireBytes);
  }

  /** Lets go of an input that was looked into and is not iterated; an iteration does that itself. */
  close(): void {
    this.opened?.pieces.close();
  }

  private get compression(): string | null {
    return this.opened?.compression ?? null;
  }

  private async *read(isReused: boolean): AsyncGenerator<RecordBatch, void> {
    this.packetCount = 0;
    this.scanner = new CaptureScanner();
    this.opened = isOpened(this.input) ? this.input : await openPieces(this.input, { ...this.options, isReused });
    const { pieces, memory } = this.opened;
    try {
      for await (const batch of recordBatches(pieces, this.scanner, new RecordBatch(memory ?? SCANNED_RECORDS))) {
        this.packetCount += batch.count;
        yield batch;
      }
    } finally {
      pieces.close();
    }
  }
}

function isOpened(input: CaptureInput | OpenedInput): input is OpenedInput {
  return typeof input === 'object' && 'pieces' in input;
}

/**
 * Opens a capture: a file of any format that is read here, told by its content, also packed with gzip or (where Node can)
 * Zstandard; or such bytes as they arrive, which can be iterated once.
 *
 * @example
 * const capture = openCapture('run/packets.pcap');
 * for await (const packet of capture.packets()) console.log(packetLine(packet));
 * if (capture.problem) console.error(`byte ${capture.problem.byteOffset}: ${capture.problem.text}`);
 */
export function openCapture(input: CaptureInput | OpenedInput, options: ReadingOptions = {}): Capture {
  return new Capture(input, options);
}
