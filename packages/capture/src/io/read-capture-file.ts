import type { CapturedPacket, Connection } from '../flow/connection';
import { PacketDecoder } from '../packet-decoder';
import type { SavefileProblem } from '../savefile/capture-record';
import { openCapture } from './open-capture';

/** All that could be read of a capture file. */
export interface CaptureFile {
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  /** Damage; the packets that could be read stand. */
  readonly problem: SavefileProblem | null;
}

/**
 * Reads a capture file of any format, see openCapture(), from beginning to end.
 *
 * @throws the system's error (`ENOENT`, `EISDIR`, ...) where the file cannot be read.
 */
export async function readCaptureFile(path: string): Promise<CaptureFile> {
  const capture = openCapture(path);
  const decoder = new PacketDecoder();
  const packets: CapturedPacket[] = [];
  for await (const batch of capture.batches()) {
    for (const packet of decoder.decodeBatch(batch)) {
      packets.push(packet);
    }
  }
  return { packets, connections: decoder.connections, problem: capture.problem };
}
