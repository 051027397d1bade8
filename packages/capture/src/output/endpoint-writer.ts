import { addressWord, isIpv6, portOf, type ConnectionEnd } from '../flow/connection-end';
import type { ConnectionRow } from '../flow/connection-row';
import { longestZeroRun } from '../wire/address-text';
import type { LineBuffer } from './line-buffer';
import { TextPiece } from './text-piece';

const COLON = new TextPiece(':');
const BRACKET = new TextPiece('[');
const END_BRACKET = new TextPiece(']:');
const MAPPED = new TextPiece('::ffff:');
const GROUPS = 8;

/** Writes ends of connections as endpointText() gives them. */
export class EndpointWriter {
  private readonly groups = new Uint16Array(GROUPS);
  private readonly buffer: LineBuffer;

  constructor(buffer: LineBuffer) {
    this.buffer = buffer;
  }

  /** Writes `127.0.0.1:8888` or `[::1]:8888`. */
  write(row: ConnectionRow, end: ConnectionEnd): void {
    const { buffer } = this;
    if (isIpv6(row)) {
      buffer.piece(BRACKET);
      this.ipv6(row, end);
      buffer.piece(END_BRACKET);
    } else {
      this.buffer.dotted(addressWord(row, end, 0));
      buffer.piece(COLON);
    }
    buffer.integer(portOf(row, end));
  }

  private ipv6(row: ConnectionRow, end: ConnectionEnd): void {
    const [first, second, third] = [addressWord(row, end, 0), addressWord(row, end, 1), addressWord(row, end, 2)];
    const last = addressWord(row, end, 3);
    if (first === 0 && second === 0 && third === 0xffff) {
      this.buffer.piece(MAPPED);
      this.buffer.dotted(last);
      return;
    }
    this.setWord(0, first);
    this.setWord(1, second);
    this.setWord(2, third);
    this.setWord(3, last);
    this.compressed();
  }

  private setWord(word: number, value: number): void {
    this.groups[2 * word] = value >>> 16;
    this.groups[2 * word + 1] = value;
  }

  private compressed(): void {
    const { groups, buffer } = this;
    const run = longestZeroRun(groups);
    // A colon stands before each group but the first, and behind `::` before none.
    const [from, to] = run.length < 2 ? [GROUPS, GROUPS] : [run.start, run.start + run.length];
    for (let index = 0; index < from; index++) {
      if (index > 0) buffer.piece(COLON);
      buffer.hexadecimal(groups[index] ?? 0);
    }
    if (from === GROUPS) return;
    buffer.piece(COLON);
    if (to === GROUPS) buffer.piece(COLON);
    for (let index = to; index < GROUPS; index++) {
      buffer.piece(COLON);
      buffer.hexadecimal(groups[index] ?? 0);
    }
  }
}
