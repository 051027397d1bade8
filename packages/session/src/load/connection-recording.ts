import { describePacket, PacketDecoder } from '@sockscope/capture';
import type { CapturedPacket, CaptureIndex, Connection, IndexedPacket, PacketDetail } from '@sockscope/capture';
import type { InputProblem, Recording } from '../recording';
import type { FrameSource } from './frame-source';

/** A longer ladder nobody reads, and its packets would not fit in memory. */
const MOST_PACKETS = 200_000;

/**
 * One connection of a large capture as a recording of its own: its packets have the numbers 1, 2, 3 ... among themselves,
 * and it is connection 0.
 */
export class ConnectionRecording implements Recording {
  readonly name: string;
  readonly session = null;
  readonly status = 'ended';
  readonly traces = [];
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  readonly problems: readonly InputProblem[];
  private readonly frames: FrameSource;

  /** @param numbers The connection's packets in the capture. */
  constructor(file: string, numbers: readonly number[], index: CaptureIndex, frames: FrameSource) {
    this.name = file;
    this.frames = frames;
    const decoder = new PacketDecoder();
    this.packets = numbers.slice(0, MOST_PACKETS).flatMap((number) => {
      const about = index.packet(number);
      const frame = about && this.read(about);
      return about && frame ? [decoder.decode({ ...about, frame })] : [];
    });
    this.connections = decoder.connections;
    this.problems = missingProblem(file, numbers.length, this.packets.length);
  }

  frame(packetNumber: number): Uint8Array | null {
    const packet = this.packets[packetNumber - 1];
    return packet === undefined ? null : this.read(packet);
  }

  detail(packetNumber: number): PacketDetail | null {
    const packet = this.packets[packetNumber - 1];
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

function missingProblem(file: string, expected: number, read: number): InputProblem[] {
  if (read === expected) return [];
  const text = `${file}: ${expected - read} of the connection's ${expected} packets are left out`;
  return [{ file, byteOffset: null, text }];
}
