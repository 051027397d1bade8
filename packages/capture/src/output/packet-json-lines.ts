import { FlowScanner } from '../flow-scanner';
import type { RecordBatch } from '../savefile/record-batch';
import { isTcpHeaderThere } from '../wire/decode-packet';
import { decodeErrorReason } from '../wire/decode-error-text';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';
import { flagText } from '../wire/tcp-flags';
import { EndpointsJson } from './endpoints-json';
import { LineBuffer } from './line-buffer';
import { TextPiece } from './text-piece';

const BEGIN = new TextPiece('{"number":');
const NO_TIMESTAMP = new TextPiece(',"timestamp":null');
const AFTER_TIMESTAMP = new TextPiece('"');
const WIRE_BYTES = new TextPiece(',"wireBytes":');
const CAPTURED_BYTES = new TextPiece(',"capturedBytes":');
const SEQUENCE = new TextPiece(',"sequence":');
const ACKNOWLEDGMENT = new TextPiece(',"acknowledgment":');
const PAYLOAD_BYTES = new TextPiece(',"payloadBytes":');
const CONNECTION = new TextPiece(',"connection":');
const END = new TextPiece('}\n');

/**
 * Writes the lines of `packets --json`: what packetJson() gives of each packet, without an object for any. Memory grows
 * with connections alone.
 */
export class PacketJsonLines {
  private readonly flows = new FlowScanner();
  /** The connections of a batch's records. */
  private connections = new Int32Array();
  private readonly facts = new PacketFacts();
  private readonly endpoints = new EndpointsJson();
  private readonly buffer = new LineBuffer();
  /** The text before the nanoseconds of a time within this second. */
  private second = NaN;
  private secondText = NO_TIMESTAMP;
  /** By the twelve flag bits. */
  private readonly flagTexts: (TextPiece | undefined)[] = Array.from({ length: 2 ** 12 });

  /**
   * Gives the lines of a batch that comes next, each with its newline, in UTF-8 and without anything that a terminal would obey. They
   * are good until the next call.
   */
  ofBatch(batch: RecordBatch): Uint8Array {
    const { facts, flows } = this;
    const { count, view, frameStart, capturedBytes, wireBytes, linkType } = batch;
    const first = flows.packets + 1;
    if (this.connections.length < count) {
      this.connections = new Int32Array(batch.capacity);
    }
    flows.addBatch(batch, this.connections);
    for (let index = 0; index < count; index++) {
      const captured = capturedBytes[index] ?? 0;
      scanPacket(view, frameStart[index] ?? 0, captured, wireBytes[index] ?? 0, linkType[index] ?? 0, facts);
      this.writeLine(batch, index, first + index);
    }
    return this.buffer.take();
  }

  /** In the order of packetJson(). */
  private writeLine(batch: RecordBatch, index: number, number: number): void {
    const { buffer, facts } = this;
    const connection = this.connections[index] ?? -1;
    buffer.piece(BEGIN);
    buffer.integer(number);
    this.writeTimestamp(batch.seconds[index] ?? NaN, batch.nanoseconds[index] ?? 0);
    this.writeNumber(WIRE_BYTES, batch.wireBytes[index] ?? 0);
    this.writeNumber(CAPTURED_BYTES, batch.capturedBytes[index] ?? 0);
    buffer.piece(this.endpoints.of(facts, connection));
    if (isTcpHeaderThere(facts)) {
      buffer.piece(this.flagsOf(facts.flags));
      this.writeNumber(SEQUENCE, facts.sequence);
      this.writeNumber(ACKNOWLEDGMENT, facts.acknowledgment);
    }
    this.writeNumber(PAYLOAD_BYTES, facts.payloadBytes);
    this.writeNumber(CONNECTION, connection);
    this.writeProblem();
    buffer.piece(END);
  }

  private writeTimestamp(seconds: number, nanoseconds: number): void {
    const { buffer } = this;
    if (Number.isNaN(seconds)) {
      buffer.piece(NO_TIMESTAMP);
      return;
    }
    if (seconds !== this.second) {
      this.second = seconds;
      this.secondText = new TextPiece(`,"timestamp":"${seconds}.`);
    }
    buffer.piece(this.secondText);
    buffer.integer(nanoseconds, 9);
    buffer.piece(AFTER_TIMESTAMP);
  }

  private flagsOf(flags: number): TextPiece {
    return (this.flagTexts[flags] ??= new TextPiece(`,"flags":${flags},"flagText":"${flagText(flags)}"`));
  }

  /** What is not there is negative, and left out. */
  private writeNumber(key: TextPiece, value: number): void {
    if (value >= 0) {
      this.buffer.piece(key);
      this.buffer.integer(value);
    }
  }

  private writeProblem(): void {
    const { problem } = this.facts;
    if (problem !== null) {
      const { layer, offset } = problem;
      // A reason may name a section: §.
      this.buffer.wideText(`,"problem":${JSON.stringify({ layer, offset, reason: decodeErrorReason(problem) })}`);
    }
  }
}
