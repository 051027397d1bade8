import fc from 'fast-check';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { bytesOf } from '../../test/frames';
import { concatenate, rewritten } from '../../test/variants';
import { PcapParserReader } from '../io/pcap-parser-reader';
import type { CaptureRecord, RecordReader, SavefileProblem } from './capture-record';
import { looksLikeCapture } from './savefile-header';
import { SavefileReader } from './savefile-reader';
import { writeRecord, writeSavefileHeader } from './savefile-writer';

interface Reading {
  readonly records: CaptureRecord[];
  readonly problem: SavefileProblem | null;
}

/** Reads a file in pieces that end at the given positions. */
function read(reader: RecordReader, file: Uint8Array, ends: readonly number[] = []): Reading {
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

const readers: [string, () => RecordReader][] = [
  ['SavefileReader', () => new SavefileReader()],
  ['PcapParserReader', () => new PcapParserReader()],
];
const frame = bytesOf('01 02 03 04 05');
const header = writeSavefileHeader({ linkType: 1 });
const record = writeRecord({ timestampNs: 1_700_000_000_123_456_789n, frame, wireBytes: 60 });

describe.each(readers)('%s', (_, create) => {
  test.each([
    [1, true, 123_456_789n],
    [1, false, 123_456_789n],
    [1000, true, 123_456_000n],
    [1000, false, 123_456_000n],
  ] as const)('reads stamps in units of %i ns, little-endian %s', (fractionNs, littleEndian, fraction) => {
    const format = { fractionNs, littleEndian };
    const file = concatenate([
      writeSavefileHeader({ linkType: 276, ...format }),
      writeRecord({ timestampNs: 1_700_000_000_123_456_789n, frame, wireBytes: 60 }, format),
    ]);
    expect(read(create(), file)).toEqual({
      records: [
        { timestampNs: 1_700_000_000_000_000_000n + fraction, wireBytes: 60, frameOffset: 40, linkType: 276, frame },
      ],
      problem: null,
    });
  });

  test.each([
    ['nothing', '', { kind: 'empty', byteOffset: 0 }],
    ['a ZIP file', '504b0304 0000', { kind: 'not-a-capture', text: 'not a capture file: begins with 50 4b 03 04' }],
    ['pcapng', '0a0d0d0a 0000001c 4d3c2b1a 0001 0000 ffffffffffffffff 0000001c', { kind: 'pcapng', byteOffset: 0 }],
    ['half a file header', 'd4c3b2a1 0200', { kind: 'truncated', byteOffset: 6 }],
    ['version 2.3', 'd4c3b2a1 0200 0300 00000000 00000000 ffff0000 01000000', { kind: 'unsupported-version' }],
  ])('refuses %s by name', (_name, hex, problem) => {
    expect(read(create(), bytesOf(hex)).problem).toMatchObject(problem);
  });

  test('keeps what came before a record that claims 4 GiB, and ignores what follows', () => {
    const impossible = record.slice();
    impossible.set([0xff, 0xff, 0xff, 0xff], 8);
    const { records, problem } = read(create(), concatenate([header, record, impossible, record]));
    expect(records).toHaveLength(1);
    const text = 'record claims 4294967295 bytes, more than 262144';
    expect(problem).toEqual({ kind: 'impossible-length', byteOffset: 24 + 21 + 8, text });
  });

  test.each(Array.from({ length: record.length - 1 }, (_value, index) => index + 1))(
    'names the record that ends after %i bytes',
    (have) => {
      const { records, problem } = read(create(), concatenate([header, record, record.subarray(0, have)]));
      expect(records).toHaveLength(1);
      const need = have < 16 ? 16 : 21;
      const text = `record ends after ${have} of ${need} bytes`;
      expect(problem).toEqual({ kind: 'truncated', byteOffset: 45, text });
    },
  );

  test('reads a nanosecond file from a Buffer in the middle of a larger one, and does not write to it', () => {
    const file = concatenate([header, record]);
    const pool = Buffer.concat([Buffer.alloc(7), file, Buffer.alloc(7)]);
    const reader = create();
    const records = reader.push(pool.subarray(7, 7 + file.length));
    expect(records.map(({ timestampNs }) => timestampNs)).toEqual([1_700_000_000_123_456_789n]);
    expect(Uint8Array.from(pool)).toEqual(concatenate([new Uint8Array(7), file, new Uint8Array(7)]));
  });

  test('reads a record without bytes', () => {
    const empty = writeRecord({ timestampNs: 0n, frame: new Uint8Array(), wireBytes: 9 });
    expect(read(create(), concatenate([header, empty, record])).records).toHaveLength(2);
  });
});

describe('SavefileReader and PcapParserReader agree', () => {
  const formats = fc.record({ fractionNs: fc.constantFrom<(1 | 1000)[]>(1, 1000), littleEndian: fc.boolean() });

  test('on every fixture in every format, cut anywhere and handed over in any pieces', () => {
    const names = fc.constantFrom(...fixtureNames);
    fc.assert(
      fc.property(names, formats, fc.array(fc.nat(1500)), fc.nat(1500), (name, format, ends, length) => {
        const file = rewritten(name, format).subarray(0, length);
        expect(read(new PcapParserReader(), file, ends)).toEqual(read(new SavefileReader(), file));
      }),
      { numRuns: 300 },
    );
  });

  test('on files with damaged bytes', () => {
    const file = fixtureBytes('tcp-v4.pcap');
    const damage = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.array(fc.nat(1500)), (changes, ends) => {
        const damaged = Uint8Array.from(file);
        changes.forEach(([at, byte]) => damaged.fill(byte, at, at + 1));
        expect(read(new PcapParserReader(), damaged, ends)).toEqual(read(new SavefileReader(), damaged, ends));
      }),
      { numRuns: 300 },
    );
  });
});

test('looksLikeCapture() tells by the first four bytes', () => {
  expect(looksLikeCapture(header)).toBe(true);
  expect(looksLikeCapture(bytesOf('0a0d0d0a'))).toBe(true);
  expect(looksLikeCapture(bytesOf('d4c3b2'))).toBe(false);
  expect(looksLikeCapture(bytesOf('7b227665'))).toBe(false);
});
