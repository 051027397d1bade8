import { CaptureDecoder, describePacket, PcapParserReader, SavefileReader } from '@sockscope/capture';
import type { CapturedPacket, Connection, PacketDetail } from '@sockscope/capture';
import { parseTraceTime, TraceReader } from '@sockscope/core/trace';
import type { ProcessTrace } from '@sockscope/core/trace';
import { printable } from '../printable';
import type { CaptureDrop, InputProblem, Recording, SessionFile } from '../recording';
import type { FrameSource } from './frame-source';
import { inputProblem, secondCaptureProblem } from './input-problem';
import { withUniqueNames } from './with-unique-names';

interface CaptureInput {
  readonly file: string;
  readonly decoder: CaptureDecoder;
  readonly frames: FrameSource;
  /** That it ends in the middle of something is explained already. */
  isEnded: boolean;
}

interface TraceInput {
  readonly file: string;
  readonly reader: TraceReader;
}

/**
 * A recording while it is read: inputs are added, their bytes pushed, and what they say can be seen at any time. The
 * arrays that it gives for packets and for calls are its own and grow; the others are made anew.
 */
export class GrowingRecording implements Recording {
  readonly name: string;
  readonly packets: CapturedPacket[] = [];
  session: SessionFile | null = null;
  status: Recording['status'] = 'ended';
  isFull = false;
  private readonly mostEvents: number;
  private capture: CaptureInput | null = null;
  private traceInputs: TraceInput[] = [];
  private readonly otherProblems: InputProblem[] = [];

  /** @param mostEvents So many packets and calls are about enough: what comes after them is not to be read. */
  constructor(name: string, mostEvents = Infinity) {
    this.name = printable(name);
    this.mostEvents = mostEvents;
  }

  get connections(): readonly Connection[] {
    return this.capture?.decoder.connections ?? [];
  }

  get traces(): readonly ProcessTrace[] {
    return withUniqueNames(this.traceInputs.map(({ reader }) => reader.trace));
  }

  get problems(): readonly InputProblem[] {
    const problems = [...this.otherProblems];
    const found = this.capture?.decoder.problem;
    if (this.capture && found) problems.push(inputProblem(this.capture.file, found.byteOffset, found.text));
    for (const { file, reader } of this.traceInputs) {
      for (const { byteOffset, text } of reader.problems) problems.push(inputProblem(file, byteOffset, text));
    }
    return problems;
  }

  get drops(): readonly CaptureDrop[] {
    return (this.session?.drops ?? []).map(({ after, before, packets }) => ({
      afterNs: parseTraceTime(after) ?? 0n,
      beforeNs: parseTraceTime(before) ?? 0n,
      packets,
    }));
  }

  frame(packetNumber: number): Uint8Array | null {
    const packet = this.packets[packetNumber - 1];
    return (packet && this.capture?.frames.read(packet.frameOffset, packet.capturedBytes)) ?? null;
  }

  detail(packetNumber: number): PacketDetail | null {
    const packet = this.packets[packetNumber - 1];
    const frame = this.frame(packetNumber);
    return packet && frame ? describePacket(frame, packet.linkType, packet.wireBytes) : null;
  }

  /**
   * Adds the capture and gives what takes its bytes; null, and a usage problem, where there is one already.
   *
   * @param as `stream`: as tcpdump writes it, read by `pcap-parser`; `file`: read by our own reader.
   */
  addCapture(file: string, frames: FrameSource, as: 'stream' | 'file'): ((bytes: Uint8Array) => void) | null {
    if (this.capture) {
      this.otherProblems.push(secondCaptureProblem(file, this.capture.file));
      return null;
    }
    const reader = as === 'stream' ? new PcapParserReader() : new SavefileReader();
    const decoder = new CaptureDecoder(reader);
    this.capture = { file, decoder, frames, isEnded: false };
    return (bytes) => {
      for (const packet of decoder.push(bytes)) this.packets.push(packet);
    };
  }

  /** Adds a trace and gives what takes its bytes. Traces stand in the order of their files' names. */
  addTrace(file: string): (bytes: Uint8Array) => void {
    const reader = new TraceReader();
    this.traceInputs.push({ file, reader });
    this.traceInputs.sort((a, b) => (a.file < b.file ? -1 : 1));
    return (bytes) => reader.push(bytes);
  }

  addProblem(file: string, byteOffset: number | null, text: string): void {
    this.otherProblems.push(inputProblem(file, byteOffset, text));
  }

  /** Looks whether there is enough, and says so the first time: what comes after it in this input would not fit in memory. */
  isEnough(file: string): boolean {
    if (!this.isFull && this.eventCount >= this.mostEvents) this.endWithWhatThereIs(file);
    return this.isFull;
  }

  /** Packets and calls. */
  private get eventCount(): number {
    return this.traceInputs.reduce((sum, { reader }) => sum + reader.trace.calls.length, this.packets.length);
  }

  private endWithWhatThereIs(file: string): void {
    this.isFull = true;
    if (this.capture) this.capture.isEnded = true;
    const text = `${this.eventCount} packets and calls are shown; what comes after them is recorded, and not shown`;
    this.addProblem(file, null, text);
  }

  /** Says that no more of this capture can be read, for a reason that is a problem already. */
  endCapture(file: string): void {
    if (this.capture?.file === file) this.capture.isEnded = true;
  }

  /** Says that no input will grow any more: what is cut off becomes a problem. */
  finish(): void {
    if (this.capture?.isEnded === false) this.capture.decoder.end();
    if (this.isFull) return;
    for (const { reader } of this.traceInputs) reader.end();
  }
}
