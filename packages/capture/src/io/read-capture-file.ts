import { createReadStream } from 'node:fs';
import { CaptureDecoder } from '../capture-decoder';
import type { CapturedPacket, Connection } from '../flow/connection';
import type { SavefileProblem } from '../savefile/capture-record';
import { SavefileReader } from '../savefile/savefile-reader';

/** All that could be read of a capture file. */
export interface CaptureFile {
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  /** Damage, after which nothing was read; the packets before it stand. */
  readonly problem: SavefileProblem | null;
}

/**
 * Reads a classic capture file from beginning to end, in pieces.
 *
 * @throws the system's error (`ENOENT`, `EISDIR`, ...) where the file cannot be read.
 */
export async function readCaptureFile(path: string): Promise<CaptureFile> {
  const decoder = new CaptureDecoder(new SavefileReader());
  const packets: CapturedPacket[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    for (const packet of decoder.push(chunk)) {
      packets.push(packet);
    }
  }
  decoder.end();
  return { packets, connections: decoder.connections, problem: decoder.problem };
}
