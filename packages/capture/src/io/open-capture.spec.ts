import { appendFileSync, truncateSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { decodeAll, fixtureBytes, fixturePath, summaryOf } from '../../test/fixtures';
import { bytesOf } from '../../test/frames';
import { readPieces } from '../../test/read-pieces';
import { temporaryFiles } from '../../test/temporary-files';
import { ScanMemory } from '../assembly/scan-memory';
import type { CaptureRecord } from '../savefile/capture-record';
import { recordOf, SavefileReader } from '../savefile/savefile-reader';
import { writeRecord, writeSavefileHeader } from '../savefile/savefile-writer';
import { openCapture, type Capture, type PacketWithFrame } from './open-capture';

const newFile = temporaryFiles();
const capture = fixtureBytes('tcp-v4.pcap');
const expected = decodeAll(capture);

async function packetsOf(opened: Capture): Promise<PacketWithFrame[]> {
  const packets: PacketWithFrame[] = [];
  for await (const packet of opened.packets()) {
    packets.push(packet);
  }
  return packets;
}

/** All records, each copied before the next batch is asked for. */
async function recordsOf(opened: Capture): Promise<CaptureRecord[]> {
  const records: CaptureRecord[] = [];
  for await (const batch of opened.batches()) {
    for (let index = 0; index < batch.count; index++) {
      const record = recordOf(batch, index);
      records.push({ ...record, frame: Uint8Array.from(record.frame) });
    }
  }
  return records;
}

function streamOf(bytes: Uint8Array, pieceBytes: number): Readable {
  const count = Math.ceil(bytes.length / pieceBytes);
  return Readable.from(
    Array.from({ length: count }, (_, index) => bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes)),
  );
}

describe('openCapture() gives', () => {
  test('the packets of a file, with their bytes and their tree of fields, as often as one likes', async () => {
    const opened = openCapture(fixturePath('tcp-v4.pcap'));
    for (let time = 0; time < 2; time++) {
      const packets = await packetsOf(opened);
      expect(packets).toMatchObject(expected.packets);
      const frames = packets.map(({ frame }) => Uint8Array.from(frame));
      expect(frames).toEqual(readPieces(new SavefileReader(), capture).records.map(({ frame }) => frame));
      expect(packets.map((packet) => opened.decode(packet).layers[0]?.name)).toContain('Ethernet');
    }
    expect(opened.problem).toBeNull();
    const { length } = expected.packets;
    expect(opened.summary).toEqual({ format: 'pcap', compression: null, packets: length, blocks: {} });
    expect([opened.bytesRead, opened.sizeBytes]).toEqual([capture.length, capture.length]);
  });

  test('the connections of a file', async () => {
    const summaries = await openCapture(fixturePath('tcp-v4.pcap')).connections();
    expect(summaries).toEqual(expected.connections.map(summaryOf));
  });

  test.each([1, 3, 1000, 1 << 20])('the packets of a stream in pieces of %i bytes', async (pieceBytes) => {
    const opened = openCapture(streamOf(capture, pieceBytes));
    expect(await recordsOf(opened)).toEqual(readPieces(new SavefileReader(), capture).records);
    expect([opened.problem, opened.sizeBytes]).toEqual([null, null]);
  });

  test('every record of a file of many pieces, some longer than a piece', async () => {
    const sizes = [5, 60, 1514, 65_535, 262_144, 900_000, 3_000_000, 17];
    const frames = Array.from({ length: 24 }, (_, index) => Buffer.alloc(sizes[(index * 5) % 8] ?? 0, index));
    const records = frames.map((frame) => writeRecord({ timestampNs: 1n, frame }));
    const file = Buffer.concat([writeSavefileHeader({ linkType: 249 }), ...records]);
    const path = newFile(file);
    const packed = newFile(zlib.gzipSync(file, { level: 0 }));
    for (const opened of [openCapture(path), openCapture(packed), openCapture(streamOf(file, 65_536))]) {
      let index = 0;
      for await (const batch of opened.batches()) {
        for (let entry = 0; entry < batch.count; entry++, index++) {
          const { frame, frameOffset } = recordOf(batch, entry);
          expect(Buffer.compare(frame, frames[index] ?? Buffer.alloc(0))).toBe(0);
          expect(Buffer.compare(frame, file.subarray(frameOffset, frameOffset + frame.length))).toBe(0);
        }
      }
      expect([index, opened.problem]).toEqual([24, null]);
    }
  });

  test('nothing, but the reason, for what is no capture', async () => {
    const opened = openCapture(newFile('{"version":1}'));
    expect(await packetsOf(opened)).toEqual([]);
    const text = 'not a capture file: begins with 7b 22 76 65';
    expect(opened.problem).toEqual({ kind: 'not-a-capture', byteOffset: 0, text });
    const empty = openCapture(newFile(''));
    expect([await packetsOf(empty), empty.problem?.kind]).toEqual([[], 'empty']);
  });

  test.each([
    ['no/such/file', 'ENOENT'],
    ['.', 'EISDIR'],
  ])("the system's error for %s", async (path, code) => {
    await expect(openCapture(path).connections()).rejects.toMatchObject({ code });
  });
});

describe('openCapture() unpacks', () => {
  const packed = zlib.gzipSync(capture);
  const { length } = expected.packets;

  test('gzip, also of several members, and with something behind it', async () => {
    const members = [zlib.gzipSync(capture.subarray(0, 500)), zlib.gzipSync(capture.subarray(500))];
    for (const file of [packed, Buffer.concat(members), Buffer.concat([packed, Buffer.alloc(100)])]) {
      const opened = openCapture(newFile(file));
      expect(await recordsOf(opened)).toHaveLength(length);
      expect([opened.problem, opened.summary.compression]).toEqual([null, 'gzip']);
    }
  });

  test('as much of gzip as there is, wherever it is cut, however it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: packed.length - 1 }),
        fc.integer({ min: 1, max: 300 }),
        async (end, pieceBytes) => {
          const opened = openCapture(streamOf(packed.subarray(0, end), pieceBytes));
          const records = await recordsOf(opened);
          const whole = zlib.gunzipSync(packed.subarray(0, end), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
          expect(records).toEqual(readPieces(new SavefileReader(), whole).records);
          const text = 'gzip: unexpected end of file';
          expect(opened.problem).toEqual({ kind: 'damaged-compression', byteOffset: end, text });
        },
      ),
      { numRuns: 50 },
    );
  });

  test('what comes before damage, and all where only the checksum is wrong', async () => {
    const file = Buffer.concat(
      Array.from({ length: 50 }, (_, index) => (index === 0 ? capture : capture.subarray(24))),
    );
    const many = zlib.gzipSync(Buffer.concat([file, Buffer.from(zlib.gzipSync(file))]));
    const damaged = Uint8Array.from(many).fill(0xff, 6000, 6020);
    const opened = openCapture(newFile(damaged));
    expect((await recordsOf(opened)).length).toBeGreaterThan(100);
    // Damaged bytes may unpack to a lot of nonsense before the damage shows.
    expect(opened.problem?.text).toMatch(/^gzip: |\(counted in what gzip unpacks to\)$/);

    const checksum = Uint8Array.from(packed);
    checksum.fill(0, packed.length - 8, packed.length - 4);
    const other = openCapture(newFile(checksum));
    expect(await recordsOf(other)).toHaveLength(length);
    expect(other.problem?.text).toBe('gzip: incorrect data check');
  });

  test('damage of what was packed, and says in which bytes it counts', async () => {
    const opened = openCapture(newFile(zlib.gzipSync(capture.subarray(0, capture.length - 1))));
    expect(await recordsOf(opened)).toHaveLength(length - 1);
    expect(opened.problem?.text).toMatch(/^record ends after \d+ of \d+ bytes \(counted in what gzip unpacks to\)$/);
  });

  test.each([
    ['zeros, which are records without bytes', Buffer.alloc(1 << 20)],
    ['one record, again and again', Buffer.alloc(90 * 12_000, capture.subarray(24, 24 + 16 + 74))],
  ])('a bomb only so far: %s', async (_name, content) => {
    const bomb = zlib.createGzip({ level: 9 });
    const file: Buffer[] = [];
    bomb.on('data', (bytes: Buffer) => file.push(bytes));
    bomb.write(capture.subarray(0, 24));
    for (let count = 0; count < 64; count++) {
      bomb.write(content);
    }
    await new Promise((resolve) => bomb.end(resolve));
    const opened = openCapture(newFile(Buffer.concat(file)));
    let bytes = 0;
    for await (const batch of opened.batches()) {
      bytes = Math.max(bytes, batch.fileOffset[batch.count - 1] ?? 0);
    }
    expect(bytes).toBeLessThan(2 ** 23 + 2 ** 18);
    expect(bytes).toBeGreaterThan(2 ** 23 - 2 ** 18);
    expect(opened.problem).toMatchObject({ kind: 'unpacks-too-far' });
  });

  const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Uint8Array) => Uint8Array };
  test('Zstandard, also of several frames, where Node can; else says what it takes', async () => {
    const frames = [capture.subarray(0, 500), capture.subarray(500)].map((part) => zstdCompressSync?.(part));
    const file =
      frames[0] === undefined
        ? bytesOf('28b52ffd 0458 29 0100')
        : Buffer.concat(frames.filter((frame) => frame !== undefined));
    const opened = openCapture(newFile(file));
    const count = (await recordsOf(opened)).length;
    expect([count, opened.problem?.text]).toEqual(
      zstdCompressSync === undefined
        ? [0, `Zstandard needs Node 22.15 or newer, this is ${process.version}; unpack it first`]
        : [length, undefined],
    );
  });

  test('never more than once', async () => {
    const opened = openCapture(newFile(zlib.gzipSync(packed)));
    expect(await recordsOf(opened)).toEqual([]);
    expect(opened.problem?.text).toMatch(/^not a capture file: begins with 1f 8b 08 00 \(gzip\)/);
  });

  test('whatever the bytes are, without an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(packed.length), async (bytes, at) => {
        const damaged = Uint8Array.from(packed);
        damaged.set(bytes.subarray(0, packed.length - at), at);
        for (const file of [damaged, Buffer.concat([packed.subarray(0, 4), bytes])]) {
          const opened = openCapture(streamOf(file, 512));
          expect((await recordsOf(opened)).length).toBeLessThan(100 * length);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('openCapture() follows', () => {
  test('batches of the same connections, of a file, of a stream, and where there can be no memory of WebAssembly', async () => {
    const path = fixturePath('tcp-port-reuse.pcap');
    const inputs = [() => path, () => streamOf(fixtureBytes('tcp-port-reuse.pcap'), 100)];
    const found = await Promise.all(inputs.map((input) => openCapture(input()).connections()));
    jest.spyOn(ScanMemory, 'create').mockReturnValue(null);
    found.push(...(await Promise.all(inputs.map((input) => openCapture(input()).connections()))));
    jest.restoreAllMocks();
    expect(found[0]?.length).toBeGreaterThan(1);
    for (const connections of found) {
      expect(connections).toEqual(found[0]);
    }
  });

  test('a growing file until it is told to end, and gives each packet as soon as it is written', async () => {
    const path = newFile(capture.subarray(0, 10));
    const controller = new AbortController();
    const opened = openCapture(path, { follow: true, signal: controller.signal });
    const [first] = readPieces(new SavefileReader(), capture).records;
    const firstEnd = (first?.frameOffset ?? 0) + (first?.frame.length ?? 0);
    const ends = [firstEnd, capture.length - 1, capture.length];
    let written = 10;
    const append = (end: number | undefined): void => {
      appendFileSync(path, capture.subarray(written, end));
      written = end ?? written;
    };
    append(ends.shift());
    const seen: number[] = [];
    for await (const { number } of opened.packets()) {
      seen.push(number);
      if (number === 1 || number === expected.packets.length - 1) {
        append(ends.shift());
      } else if (number === expected.packets.length) {
        controller.abort();
      }
    }
    expect(seen).toEqual(expected.packets.map(({ number }) => number));
    expect(opened.problem).toBeNull();
  });

  test('a file that becomes shorter no further', async () => {
    const path = newFile(capture);
    const opened = openCapture(path, { follow: true });
    let count = 0;
    for await (const { number } of opened.packets()) {
      count = number;
      if (number === expected.packets.length) {
        truncateSync(path, 30);
      }
    }
    expect(count).toBe(expected.packets.length);
    expect(opened.problem).toMatchObject({ kind: 'shrunk', byteOffset: capture.length });
  });

  test('a silent stream no longer than it is told to', async () => {
    const controller = new AbortController();
    const silent = new Readable({ read: () => undefined });
    const reading = recordsOf(openCapture(silent, { signal: controller.signal }));
    await delay(1);
    controller.abort();
    expect(await reading).toEqual([]);
    silent.destroy();
  });
});
