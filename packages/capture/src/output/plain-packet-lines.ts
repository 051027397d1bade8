import { LINES_BYTES, MEMORY, MOST_LINE_BYTES } from '../assembly/memory-layout';
import { PACKET_TEXTS } from '../assembly/packet-texts';
import type { ScanMemory } from '../assembly/scan-memory';
import { textBytes } from '../assembly/texts';
import { TCP_OPTION_BYTES } from '../wire/tcp-options';

/**
 * Lines of `packets --json` that are written in WebAssembly: those of the commonest packets of all, segments and datagrams right in IP
 * on Ethernet or raw, of a connection and with nothing to complain of. It stops at each other packet.
 */
export class PlainPacketLines {
  private readonly memory: ScanMemory;
  /** Where the next line goes. */
  private end: number = MEMORY.lines;

  constructor(memory: ScanMemory) {
    this.memory = memory;
    memory.bytes.set(TCP_OPTION_BYTES, MEMORY.optionBytes);
    memory.bytes.set(textBytes(PACKET_TEXTS), MEMORY.packetTexts);
  }

  /**
   * Writes the lines of a batch's records from `from` on, and gives the first of which there is none: `count`, or where it stopped, full
   * or at a packet that is not plain.
   *
   * @param number The packet number of record 0.
   * @param frames Where in the memory the batch's bytes are.
   * @param rows Where in the memory the connections' rows are.
   */
  write(from: number, count: number, number: number, frames: number, rows: number): number {
    const { exports, view } = this.memory;
    const index = exports.writePacketLines(from, count, number, frames, rows, this.end);
    this.end = view.getUint32(MEMORY.linesEnd, true);
    return index;
  }

  /** Whether there may be no room for another line. */
  get isFull(): boolean {
    return this.end > MEMORY.lines + LINES_BYTES - MOST_LINE_BYTES;
  }

  /** Adds a line that was written elsewhere, unless it is full. */
  add(line: Uint8Array): void {
    this.memory.bytes.set(line, this.end);
    this.end += line.length;
  }

  /** Begins anew and gives what was written: good until it is written to again. */
  take(): Uint8Array {
    const written = this.memory.bytes.subarray(MEMORY.lines, this.end);
    this.end = MEMORY.lines;
    return written;
  }
}
