import { describePacket, PacketDecoder } from '@sockscope/capture';
import type { CapturedPacket, CaptureIndex, Connection, IndexedPacket, PacketDetail } from '@sockscope/capture';
import type { InputProblem, Recording } from '../recording';
import type { CachedFrames } from './cached-frames';

/** Which packets of a large capture are read. */
export interface PacketChoice {
  /** Their numbers in the capture, in order. */
  readonly numbers: readonly number[];
  /** The connection that they are of; null: of none. */
  readonly connection: number | null;
}

/**
 * A part of a large capture as a recording of its own. Its packets have the numbers that they have in the capture; its
 * connection is number 0 of the recording, and knows its number in the capture.
 */
export class ConnectionRecording implements Recording {
  readonly name: string;
  readonly session = null;
  readonly status = 'ended';
  readonly traces = [];
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  problems: readonly InputProblem[];
  private readonly index: CaptureIndex;
  private readonly frames: CachedFrames;

  constructor(file: string, { numbers, connection }: PacketChoice, index: CaptureIndex, frames: CachedFrames) {
    this.name = file;
    this.index = index;
    this.frames = frames;
    const decoder = new PacketDecoder();
    const packets: CapturedPacket[] = [];
    for (const number of numbers) {
      const about = index.packet(number);
      // Nothing of the bytes stays in what they are decoded to.
      const frame = about && frames.peek(about.frameOffset, about.capturedBytes);
      if (about && frame) packets.push(decoder.decode({ ...about, frame }, number));
    }
    this.packets = packets;
    this.connections = decoder.connections.map((each) => ({ ...each, captureIndex: connection ?? each.index }));
    this.problems = unreadableProblem(file, numbers.length, this.packets.length);
  }

  /** Says that something is left out, and why. */
  withProblem(text: string): this {
    this.problems = [...this.problems, { file: this.name, byteOffset: null, text: `${this.name}: ${text}` }];
    return this;
  }

  frame(packetNumber: number): Uint8Array | null {
    const packet = this.index.packet(packetNumber);
    return packet && this.read(packet);
  }

  detail(packetNumber: number): PacketDetail | null {
    const packet = this.index.packet(packetNumber);
    const frame = packet && this.read(packet);
    return packet && frame ? describePacket(frame, packet.linkType, packet.wireBytes) : null;
  }

  private read({
    frameOffset,
    capturedBytes,
  }: Pick<IndexedPacket, 'frameOffset' | 'capturedBytes'>): Uint8Array | null {
    return this.frames.read(frameOffset, capturedBytes);
  }
}

function unreadableProblem(file: string, expected: number, read: number): InputProblem[] {
  if (read === expected) return [];
  const text = `${file}: ${expected - read} of ${expected} packets can no longer be read: the file has changed`;
  return [{ file, byteOffset: null, text }];
}
