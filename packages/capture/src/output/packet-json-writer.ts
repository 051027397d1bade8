import type { RecordBatch } from '../savefile/record-batch';
import { isTcpHeaderThere } from '../wire/decode-packet';
import type { DecodeError } from '../wire/decode-error';
import { decodeErrorReason } from '../wire/decode-error-text';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';
import { flagText } from '../wire/tcp-flags';
import { EndpointsJson } from './endpoints-json';
import { LineBuffer } from './line-buffer';
import { TextPiece } from './text-piece';

const BEGIN = new TextPiece('{"number":');
const NO_TIMESTAMP = new TextPiece(',"timestamp":null,"wireBytes":');
const AFTER_TIMESTAMP = new TextPiece('","wireBytes":');
const CAPTURED_BYTES = new TextPiece(',"capturedBytes":');
const ACKNOWLEDGMENT = new TextPiece(',"acknowledgment":');
const PAYLOAD_BYTES = new TextPiece(',"payloadBytes":');
const CONNECTION = new TextPiece(',"connection":');
const END = new TextPiece('}\n');

/** Writes lines of `packets --json`, of any packet. */
export class PacketJsonWriter {
  private readonly facts = new PacketFacts();
  private readonly endpoints = new EndpointsJson();
  private readonly buffer = new LineBuffer();
  /** The text before the nanoseconds of a time within this second. */
  private second = NaN;
  private secondText = NO_TIMESTAMP;
  /** By the twelve flag bits. */
  private readonly flagTexts: (TextPiece | undefined)[] = Array.from({ length: 2 ** 12 });

  /**
   * Writes the line of a batch's record, in the order of packetJson().
   *
   * @param connection Below 0: it belongs to none.
   */
  write(batch: RecordBatch, index: number, number: number, connection: number): void {
    const { buffer, facts } = this;
    const seconds = batch.seconds[index] ?? NaN;
    this.read(batch, index);
    buffer.pieceAndInteger(BEGIN, number);
    if (!Number.isNaN(seconds)) {
      buffer.pieceAndInteger(this.beforeNanoseconds(seconds), batch.nanoseconds[index] ?? 0, 9);
    }
    buffer.pieceAndInteger(Number.isNaN(seconds) ? NO_TIMESTAMP : AFTER_TIMESTAMP, batch.wireBytes[index] ?? 0);
    buffer.pieceAndInteger(CAPTURED_BYTES, batch.capturedBytes[index] ?? 0);
    buffer.piece(this.endpoints.of(facts, connection));
    if (isTcpHeaderThere(facts)) {
      buffer.pieceAndInteger(this.beforeSequence(facts.flags), facts.sequence);
      buffer.pieceAndInteger(ACKNOWLEDGMENT, facts.acknowledgment);
    }
    // What is not there is negative, and left out.
    if (facts.payloadBytes >= 0) {
      buffer.pieceAndInteger(PAYLOAD_BYTES, facts.payloadBytes);
    }
    if (connection >= 0) {
      buffer.pieceAndInteger(CONNECTION, connection);
    }
    if (facts.problem !== null) {
      this.writeProblem(facts.problem);
    }
    buffer.piece(END);
  }

  /** Begins anew and gives what was written: good until it is written to again. */
  take(): Uint8Array {
    return this.buffer.take();
  }

  private read({ view, frameStart, capturedBytes, wireBytes, linkType }: RecordBatch, index: number): void {
    const captured = capturedBytes[index] ?? 0;
    scanPacket(view, frameStart[index] ?? 0, captured, wireBytes[index] ?? 0, linkType[index] ?? 0, this.facts);
  }

  private beforeNanoseconds(seconds: number): TextPiece {
    if (seconds !== this.second) {
      this.second = seconds;
      this.secondText = new TextPiece(`,"timestamp":"${seconds}.`);
    }
    return this.secondText;
  }

  private beforeSequence(flags: number): TextPiece {
    return (this.flagTexts[flags] ??= new TextPiece(`,"flags":${flags},"flagText":"${flagText(flags)}","sequence":`));
  }

  private writeProblem(problem: DecodeError): void {
    const { layer, offset } = problem;
    // A reason may name a section: §.
    this.buffer.wideText(`,"problem":${JSON.stringify({ layer, offset, reason: decodeErrorReason(problem) })}`);
  }
}
