import type { CapturedPacket, Connection } from './flow/connection';
import { PacketDecoder } from './packet-decoder';
import type { RecordReader, SavefileProblem } from './savefile/capture-record';

/**
 * Turns the bytes of a capture into packets and connections as they arrive: whole files and growing ones alike.
 *
 * @example
 * const decoder = new CaptureDecoder(new SavefileReader());
 * const packets = decoder.push(bytes);
 * decoder.end();
 */
export class CaptureDecoder {
  private readonly reader: RecordReader;
  private readonly decoder = new PacketDecoder();

  constructor(reader: RecordReader) {
    this.reader = reader;
  }

  /** What stopped the reading; null: nothing so far. */
  get problem(): SavefileProblem | null {
    return this.reader.problem;
  }

  /** The connections as they stand now, see FlowTracker. */
  get connections(): readonly Connection[] {
    return this.decoder.connections;
  }

  /** Gives the packets that these bytes complete. The bytes are not kept beyond the next call that completes a record. */
  push(bytes: Uint8Array): CapturedPacket[] {
    return this.reader.push(bytes).map((record) => this.decoder.decode(record));
  }

  /** Says that no more bytes come; what is left over becomes `problem`. */
  end(): void {
    this.reader.end();
  }
}
