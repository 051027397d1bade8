import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CaptureDecoder } from '../src/capture-decoder';
import type { CapturedPacket, Connection, ConnectionSummary } from '../src/flow/connection';
import type { RecordReader, SavefileProblem } from '../src/savefile/capture-record';
import { SavefileReader } from '../src/savefile/savefile-reader';

const FOLDER = path.join(__dirname, '..', 'fixtures');

/** Names of all captures in fixtures/. */
export const fixtureNames: readonly string[] = readdirSync(FOLDER).filter((name) => name.endsWith('.pcap'));

export function fixturePath(name: string): string {
  return path.join(FOLDER, name);
}

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(fixturePath(name));
}

interface Decoded {
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  readonly problem: SavefileProblem | null;
}

export function decodeAll(bytes: Uint8Array, reader: RecordReader = new SavefileReader()): Decoded {
  const decoder = new CaptureDecoder(reader);
  const packets = decoder.push(bytes);
  decoder.end();
  return { packets, connections: decoder.connections, problem: decoder.problem };
}

/** The same without the list of its packets. */
export function summaryOf(connection: Connection): ConnectionSummary {
  const { packets, ...summary } = connection;
  return packets.length > 0 ? summary : connection;
}
