import { SavefileReader } from '../src/savefile/savefile-reader';
import { writeRecord, writeSavefileHeader, type SavefileFormat } from '../src/savefile/savefile-writer';
import { fixtureBytes } from './fixtures';
import { tcpFrame } from './frames';

/** Joins pieces of a file. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The same packets in another classic format. */
export function rewritten(name: string, format: SavefileFormat): Uint8Array {
  const reader = new SavefileReader();
  const records = reader.push(fixtureBytes(name));
  const linkType = records[0]?.linkType ?? 0;
  return concatenate([
    writeSavefileHeader({ linkType, ...format }),
    ...records.map(({ timestampNs, frame, wireBytes }) =>
      writeRecord({ timestampNs: timestampNs ?? 0n, frame, wireBytes }, format),
    ),
  ]);
}

/** A file of frames of link type RAW, a microsecond apart. */
export function rawFile(frames: readonly Uint8Array[]): Uint8Array {
  return concatenate([
    writeSavefileHeader({ linkType: 101 }),
    ...frames.map((frame, index) =>
      writeRecord({ timestampNs: 1_700_000_000_000_000_000n + BigInt(index) * 1000n, frame }),
    ),
  ]);
}

/** A conversation whose client begins 100 bytes before 2^32 and sends 300 bytes, one of its segments twice. */
export function wrappingFile(): Uint8Array {
  const isn = 2 ** 32 - 101;
  const client = { sourcePort: 40000, destinationPort: 80 };
  const server = { sourcePort: 80, destinationPort: 40000 };
  const data = (offset: number) =>
    tcpFrame({ ...client, sequence: isn + 1 + offset, acknowledgment: 1, flags: 0x18, payload: new Uint8Array(100) });
  return rawFile([
    tcpFrame({ ...client, sequence: isn, flags: 0x02 }),
    tcpFrame({ ...server, sequence: 0, acknowledgment: isn + 1, flags: 0x12 }),
    tcpFrame({ ...client, sequence: isn + 1, acknowledgment: 1, flags: 0x10 }),
    data(0),
    data(100),
    data(100),
    data(200),
    tcpFrame({ ...server, sequence: 1, acknowledgment: isn + 301, flags: 0x10 }),
    tcpFrame({ ...client, sequence: isn + 301, acknowledgment: 1, flags: 0x11 }),
    tcpFrame({ ...server, sequence: 1, acknowledgment: isn + 302, flags: 0x10 }),
  ]);
}
