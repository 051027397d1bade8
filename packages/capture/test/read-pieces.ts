import type { CaptureRecord, RecordReader, SavefileProblem } from '../src/savefile/capture-record';

export interface Reading {
  readonly records: CaptureRecord[];
  readonly problem: SavefileProblem | null;
}

/** Reads a file in pieces that end at the given positions. */
export function readPieces(reader: RecordReader, file: Uint8Array, ends: readonly number[] = []): Reading {
  const records: CaptureRecord[] = [];
  let from = 0;
  for (const to of [...ends.filter((end) => end <= file.length).sort((a, b) => a - b), file.length]) {
    // pcap-parser gives Buffers: compared are the bytes.
    records.push(
      ...reader.push(file.slice(from, to)).map((record) => ({ ...record, frame: Uint8Array.from(record.frame) })),
    );
    from = to;
  }
  reader.end();
  return { records, problem: reader.problem };
}
