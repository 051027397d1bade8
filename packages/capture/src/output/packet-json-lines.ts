import { FlowFrame } from '../flow/flow-frame';
import { FlowTable } from '../flow/flow-table';
import type { RecordBatch } from '../savefile/record-batch';
import { destinationText, isTcpHeaderThere, protocolName, sourceText } from '../wire/decode-packet';
import { decodeErrorReason } from '../wire/decode-error-text';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';
import { flagText } from '../wire/tcp-flags';
import { LineBuffer } from './line-buffer';

/**
 * Writes the lines of `packets --json`: what packetJson() gives of each packet, without an object for any. Memory grows
 * with connections alone.
 */
export class PacketJsonLines {
  private readonly flows = new FlowTable();
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();
  private readonly buffer = new LineBuffer();

  /**
   * Gives the lines of a batch that comes next, each with its newline, in UTF-8 and without anything that a terminal would obey. They
   * are good until the next call.
   */
  ofBatch(batch: RecordBatch): Uint8Array {
    const { frame, facts, flows } = this;
    for (let index = 0; index < batch.count; index++) {
      const wireBytes = batch.wireBytes[index] ?? 0;
      frame.number += 1;
      frame.takeRecord(batch, index);
      scanPacket(frame.view, frame.start, frame.capturedBytes, wireBytes, frame.linkType, facts);
      flows.add(facts, frame);
      this.writeLine(wireBytes);
    }
    return this.buffer.take();
  }

  /** In the order of packetJson(). */
  private writeLine(wireBytes: number): void {
    const { buffer, frame, facts } = this;
    buffer.text('{"number":');
    buffer.integer(frame.number);
    this.writeTimestamp();
    this.writeNumber(',"wireBytes":', wireBytes);
    this.writeNumber(',"capturedBytes":', frame.capturedBytes);
    this.writeText(',"source":', sourceText(facts));
    this.writeText(',"destination":', destinationText(facts));
    this.writeNumber(',"ipProtocol":', facts.ipProtocol);
    this.writeText(',"protocol":', protocolName(facts));
    this.writeNumber(',"sourcePort":', facts.sourcePort);
    this.writeNumber(',"destinationPort":', facts.destinationPort);
    if (isTcpHeaderThere(facts)) {
      this.writeNumber(',"flags":', facts.flags);
      this.writeText(',"flagText":', flagText(facts.flags));
      this.writeNumber(',"sequence":', facts.sequence);
      this.writeNumber(',"acknowledgment":', facts.acknowledgment);
    }
    this.writeNumber(',"payloadBytes":', facts.payloadBytes);
    this.writeNumber(',"connection":', this.flows.place.connection);
    this.writeProblem();
    buffer.text('}\n');
  }

  private writeTimestamp(): void {
    const { buffer, frame } = this;
    if (Number.isNaN(frame.seconds)) {
      buffer.text(',"timestamp":null');
      return;
    }
    buffer.text(',"timestamp":"');
    buffer.integer(frame.seconds);
    buffer.text('.');
    buffer.integer(frame.nanoseconds, 9);
    buffer.text('"');
  }

  /** What is not there is negative, and left out. */
  private writeNumber(key: string, value: number): void {
    if (value >= 0) {
      this.buffer.text(key);
      this.buffer.integer(value);
    }
  }

  private writeText(key: string, text: string | null): void {
    const { buffer } = this;
    buffer.text(key);
    if (text === null) {
      buffer.text('null');
      return;
    }
    buffer.text('"');
    buffer.text(text);
    buffer.text('"');
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
