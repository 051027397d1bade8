import fc from 'fast-check';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { bytesOf } from '../../test/frames';
import { readPieces } from '../../test/read-pieces';
import { concatenate, rewritten } from '../../test/variants';
import { PcapParserReader } from '../io/pcap-parser-reader';
import type { RecordReader } from './capture-record';
import { looksLikeCapture } from './capture-format';
import { SavefileReader } from './savefile-reader';
import { writeRecord, writeSavefileHeader } from './savefile-writer';

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
    expect(readPieces(create(), file)).toEqual({
      records: [
        { timestampNs: 1_700_000_000_000_000_000n + fraction, wireBytes: 60, frameOffset: 40, linkType: 276, frame },
      ],
      problem: null,
    });
  });

  test.each([
    ['nothing', '', { kind: 'empty', byteOffset: 0 }],
    [
      'a ZIP file',
      '504b0304 0000',
      { kind: 'not-a-capture', text: 'not a capture file: begins with 50 4b 03 04 (ZIP)' },
    ],
    ['a letter', '61', { kind: 'not-a-capture', text: 'not a capture file: begins with 61' }],
    ['half a magic number', 'd4c3', { kind: 'truncated', byteOffset: 2 }],
    ['half a file header', 'd4c3b2a1 0200', { kind: 'truncated', byteOffset: 6 }],
    ['version 1.4', 'd4c3b2a1 0100 0400 00000000 00000000 ffff0000 01000000', { kind: 'unsupported-version' }],
  ])('refuses %s by name', (_name, hex, problem) => {
    expect(readPieces(create(), bytesOf(hex)).problem).toMatchObject(problem);
  });

  test('keeps what came before a record that claims 4 GiB, and ignores what follows', () => {
    const impossible = record.slice();
    impossible.set([0xff, 0xff, 0xff, 0xff], 8);
    const { records, problem } = readPieces(create(), concatenate([header, record, impossible, record]));
    expect(records).toHaveLength(1);
    const text = 'record claims 4294967295 bytes, more than 262144';
    expect(problem).toEqual({ kind: 'impossible-length', byteOffset: 24 + 21 + 8, text });
  });

  test.each(Array.from({ length: record.length - 1 }, (_value, index) => index + 1))(
    'names the record that ends after %i bytes',
    (have) => {
      const { records, problem } = readPieces(create(), concatenate([header, record, record.subarray(0, have)]));
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
    expect(readPieces(create(), concatenate([header, empty, record])).records).toHaveLength(2);
  });
});

describe('SavefileReader and PcapParserReader agree', () => {
  const formats = fc.record({ fractionNs: fc.constantFrom<(1 | 1000)[]>(1, 1000), littleEndian: fc.boolean() });

  test('on every fixture in every format, cut anywhere and handed over in any pieces', () => {
    const names = fc.constantFrom(...fixtureNames);
    fc.assert(
      fc.property(names, formats, fc.array(fc.nat(1500)), fc.nat(1500), (name, format, ends, length) => {
        const file = rewritten(name, format).subarray(0, length);
        expect(readPieces(new PcapParserReader(), file, ends)).toEqual(readPieces(new SavefileReader(), file));
      }),
      { numRuns: 300 },
    );
  });

  test('on files with damaged bytes', () => {
    const file = fixtureBytes('tcp-v4.pcap');
    // Not the version: PcapParserReader reads what tcpdump writes today, 2.4.
    const places = fc.nat(file.length - 1).filter((at) => at < 4 || at >= 8);
    const damage = fc.array(fc.tuple(places, fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(damage, fc.array(fc.nat(1500)), (changes, ends) => {
        const damaged = Uint8Array.from(file);
        changes.forEach(([at, byte]) => damaged.fill(byte, at, at + 1));
        expect(readPieces(new PcapParserReader(), damaged, ends)).toEqual(
          readPieces(new SavefileReader(), damaged, ends),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('SavefileReader reads what older programs wrote', () => {
  const KUZNETZOV = 0xa1b2cd34;

  /** A file by its version and magic number, with a record of 5 of 60 bytes whose two lengths are given. */
  function oldFile(
    littleEndian: boolean,
    magic: number,
    version: readonly [number, number],
    lengths: readonly number[],
  ) {
    const bytes = new Uint8Array(24 + (magic === KUZNETZOV ? 24 : 16));
    const view = new DataView(bytes.buffer);
    view.setUint32(0, magic, littleEndian);
    version.forEach((part, index) => view.setUint16(4 + 2 * index, part, littleEndian));
    view.setUint32(20, 101, littleEndian);
    view.setUint32(24, 1_700_000_000, littleEndian);
    view.setUint32(28, 123_456, littleEndian);
    lengths.forEach((length, index) => view.setUint32(32 + 4 * index, length, littleEndian));
    return concatenate([bytes, frame]);
  }

  test.each([
    ['2.0, whose lengths are swapped', 0xa1b2c3d4, [2, 0], [60, 5]],
    ['2.2, the same', 0xa1b2c3d4, [2, 2], [60, 5]],
    ['2.3 with swapped lengths', 0xa1b2c3d4, [2, 3], [60, 5]],
    ['2.3 with lengths as today', 0xa1b2c3d4, [2, 3], [5, 60]],
    ['543.0, of DG/UX', 0xa1b2c3d4, [543, 0], [60, 5]],
    ['2.5, which nobody wrote', 0xa1b2c3d4, [2, 5], [5, 60]],
    ["Kuznetzov's", KUZNETZOV, [2, 4], [5, 60]],
  ] as const)('version %s, in both byte orders', (_name, magic, version, lengths) => {
    for (const littleEndian of [true, false]) {
      const { records, problem } = readPieces(
        new SavefileReader(),
        oldFile(littleEndian, magic, version, lengths),
        [30],
      );
      expect(problem).toBeNull();
      const frameOffset = magic === KUZNETZOV ? 48 : 40;
      const timestampNs = 1_700_000_000_123_456_000n;
      expect(records).toEqual([{ timestampNs, wireBytes: 60, frameOffset, linkType: 101, frame }]);
    }
  });
});

describe('SavefileReader takes a file as it is', () => {
  test.each([
    ['the length of a frame check sequence', 0x24000065],
    ['reserved bits', 0x0b550065],
  ])('with %s beside the link type', (_name, linkType) => {
    const file = concatenate([writeSavefileHeader({ linkType }), record]);
    expect(readPieces(new SavefileReader(), file)).toMatchObject({ records: [{ linkType: 101 }], problem: null });
  });

  test('with a snaplen of 0, a frame longer than on the wire, and a fraction of more than a second', () => {
    const odd = writeRecord({ timestampNs: 0n, frame, wireBytes: 2 });
    new DataView(odd.buffer).setUint32(4, 2_500_000_000, true);
    const file = concatenate([writeSavefileHeader({ linkType: 1, snaplenBytes: 0 }), odd]);
    const records = [{ timestampNs: 2_500_000_000n, wireBytes: 2, frameOffset: 40, linkType: 1, frame }];
    expect(readPieces(new SavefileReader(), file)).toEqual({ records, problem: null });
  });

  test('with transfers of USB of more than 262144 bytes', () => {
    const transfer = new Uint8Array(300_000);
    const file = [writeSavefileHeader({ linkType: 249 }), writeRecord({ timestampNs: 0n, frame: transfer })];
    const { records, problem } = readPieces(new SavefileReader(), Buffer.concat(file), [7, 100, 200_000, 200_001]);
    expect([records[0]?.frame.length, problem]).toEqual([300_000, null]);
  });
});

test('looksLikeCapture() tells by the first four bytes', () => {
  expect(looksLikeCapture(header)).toBe(true);
  expect(looksLikeCapture(bytesOf('0a0d0d0a'))).toBe(true);
  expect(looksLikeCapture(bytesOf('d4c3b2'))).toBe(false);
  expect(looksLikeCapture(bytesOf('7b227665'))).toBe(false);
});
