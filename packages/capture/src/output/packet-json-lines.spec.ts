import fc from 'fast-check';
import { arbitraryFrame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames, copiedTo } from '../../test/batches-of-frames';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { scanMemory } from '../../test/scan-memory';
import { SCANNED_RECORDS } from '../assembly/memory-layout';
import type { ScanMemory } from '../assembly/scan-memory';
import { PacketDecoder } from '../packet-decoder';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { LineBuffer } from './line-buffer';
import { packetJson } from './packet-json';
import { PacketJsonLines } from './packet-json-lines';
import { TextPiece } from './text-piece';

function* batchesOf(file: Uint8Array): Generator<RecordBatch> {
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(7);
  for (let rest = file, done = -1; done !== 0 && rest.length > 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    yield batch;
  }
}

const COLUMNS = [
  'frameStart',
  'capturedBytes',
  'wireBytes',
  'seconds',
  'nanoseconds',
  'linkType',
  'fileOffset',
] as const;

/** Makes a batch what another one is. */
function copyBatch({ bytes, count, ...from }: RecordBatch, to: RecordBatch, memory: ScanMemory): RecordBatch {
  to.bytes = copiedTo(memory, bytes);
  to.view = new DataView(to.bytes.buffer, to.bytes.byteOffset, to.bytes.length);
  to.count = count;
  COLUMNS.forEach((name) => to[name].set(from[name].subarray(0, count)));
  return to;
}

function textOf(blocks: Iterable<Uint8Array>): string {
  return Array.from(blocks, (block) => Buffer.from(block).toString('utf8')).join('');
}

/** Checks that PacketJsonLines gives, of batches in WebAssembly's memory and of others, what packetJson() gives; and gives that. */
function expectSame(batches: Iterable<RecordBatch>): string {
  const decoder = new PacketDecoder();
  const lines = new PacketJsonLines();
  const linesInMemory = new PacketJsonLines();
  const memory = scanMemory();
  const inMemory = new RecordBatch(memory);
  let [expected, elsewhere, there] = ['', '', ''];
  for (const batch of batches) {
    for (const packet of decoder.decodeBatch(batch)) expected += `${JSON.stringify(packetJson(packet))}\n`;
    elsewhere += textOf(lines.ofBatch(batch));
    there += textOf(linesInMemory.ofBatch(copyBatch(batch, inMemory, memory)));
  }
  expect(elsewhere).toBe(expected);
  expect(there).toBe(expected);
  return expected;
}

describe('PacketJsonLines', () => {
  test.each(fixtureNames)('writes what packetJson() gives, for %s', (name) => {
    expect(expectSame(batchesOf(fixtureBytes(name)))).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  test('writes the signs of a section in UTF-8', () => {
    const file = Uint8Array.from(fixtureBytes('tcp-v4.pcap'));
    // The data offset of the first segment.
    file[24 + 16 + 14 + 20 + 12] = 0x40;
    expect(expectSame(batchesOf(file))).toContain('(RFC 9293 §3.1)');
  });

  test('writes the same for traffic of all kinds', () => {
    fc.assert(fc.property(arbitraryTraffic, (frames) => void expectSame(batchesOfFrames(frames, 50))));
  });

  test('writes the same for damaged packets', () => {
    const frames = fc.array(arbitraryFrame, { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(frames, (some) => void expectSame(batchesOfFrames(some, 50))));
  });

  test.each([NaN, 0, 2 ** 32 - 1, 2 ** 32, 1e12])(
    'writes the same at %p seconds, and the largest numbers',
    (seconds) => {
      const [batch] = batchesOf(fixtureBytes('tcp-v6.pcap'));
      if (batch === undefined) throw new Error('empty');
      batch.seconds.fill(seconds);
      batch.nanoseconds.fill(999_999_999);
      batch.wireBytes.fill(2 ** 32 - 1);
      expectSame([batch]);
    },
  );

  test('writes every combination of flags, and more than there is room for at once', () => {
    const frame = fixtureBytes('tcp-v4.pcap').slice(24 + 16, 24 + 16 + 74);
    const frames = Array.from({ length: 4096 }, (_, flags) => {
      const bytes = frame.slice();
      bytes[14 + 20 + 12] = 0xa0 | (flags >> 8);
      bytes[14 + 20 + 13] = flags & 0xff;
      return { bytes, wireBytes: 74, linkType: 1 };
    });
    expect(expectSame(batchesOfFrames(frames, SCANNED_RECORDS)).length).toBeGreaterThan(2 ** 20);
  });
});

test('LineBuffer writes numbers of any length, each behind its text', () => {
  const whole = fc.oneof(fc.maxSafeNat(), fc.nat(), fc.nat(100));
  const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 40 });
  fc.assert(
    fc.property(fc.array(fc.tuple(ascii, whole, fc.integer({ min: 1, max: 12 }))), (numbers) => {
      const buffer = new LineBuffer();
      numbers.forEach(([before, value, digits]) => buffer.pieceAndInteger(new TextPiece(before), value, digits));
      const text = numbers.map(([before, value, digits]) => before + String(value).padStart(digits, '0')).join('');
      expect(Buffer.from(buffer.take()).toString('latin1')).toBe(text);
      expect(buffer.take()).toHaveLength(0);
    }),
  );
});
