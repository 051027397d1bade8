import fc from 'fast-check';
import { bytesOf } from '../../../test/frames';
import { PcapngWriter } from '../../../test/pcapng';
import { readPieces } from '../../../test/read-pieces';
import { concatenate } from '../../../test/variants';
import { CaptureScanner } from '../capture-scanner';
import { RecordBatch } from '../record-batch';
import { SavefileReader } from '../savefile-reader';

const little = new PcapngWriter();
const big = new PcapngWriter(false);
const frame = bytesOf('01 02 03 04 05');
const COUNT = 1_700_000_000_123_456n;
const TIME_NS = 1_700_000_000_123_456_000n;
const head = concatenate([little.section(), little.interface()]);
const packet = little.enhancedPacket(frame, { count: COUNT, wire: 60 });

function read(parts: readonly Uint8Array[], ends: readonly number[] = []) {
  return readPieces(new SavefileReader(), concatenate(parts), ends);
}

function blocksOf(file: Uint8Array): Record<string, number> {
  const scanner = new CaptureScanner();
  scanner.scan(file, new RecordBatch(100));
  return Object.fromEntries(scanner.blockCounts);
}

describe('PcapngScanner', () => {
  test('reads enhanced, simple and obsolete packet blocks', () => {
    const { records, problem } = read([head, packet, little.simplePacket(frame), little.obsoletePacket(frame, COUNT)]);
    expect(problem).toBeNull();
    expect(records).toEqual([
      { timestampNs: TIME_NS, wireBytes: 60, frameOffset: 48 + 28, linkType: 101, frame },
      { timestampNs: null, wireBytes: 5, frameOffset: 48 + 40 + 12, linkType: 101, frame },
      { timestampNs: TIME_NS, wireBytes: 5, frameOffset: 48 + 40 + 24 + 28, linkType: 101, frame },
    ]);
  });

  test('gives each section its byte order and interfaces', () => {
    const second = [big.section(), big.interface(1), big.interface(228)];
    const { records, problem } = read([
      head,
      packet,
      ...second,
      big.enhancedPacket(frame, { interface: 1, count: COUNT }),
    ]);
    expect(problem).toBeNull();
    expect(records.map(({ linkType, timestampNs }) => [linkType, timestampNs])).toEqual([
      [101, TIME_NS],
      [228, TIME_NS],
    ]);
  });

  test('cuts a simple packet off at the snaplen of its interface', () => {
    const { records } = read([little.section(), little.interface(101, [], 3), little.simplePacket(frame, 900)]);
    expect(records).toMatchObject([{ wireBytes: 900, frame: frame.subarray(0, 3) }]);
  });

  test.each([
    ['milliseconds', 3, COUNT, 1_700_000_000_123_456_000_000n],
    ['nanoseconds', 9, 1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n],
    ['picoseconds', 12, 1_700_000_123_456_789_999n, 1_700_000_123_456_789n],
    ['2^-10 s', 0x8a, (7n << 10n) | 512n, 7_500_000_000n],
    ['2^-32 s', 0xa0, (1_700_000_000n << 32n) | 0x80000000n, 1_700_000_000_500_000_000n],
    ['10^-127 s', 127, 2n ** 64n - 1n, 0n],
    ['2^-127 s', 0xff, 2n ** 64n - 1n, 0n],
    ['microseconds, the highest count', 6, 2n ** 64n - 1n, 18_446_744_073_709_551_615_000n],
    ['nanoseconds, the highest count', 9, 2n ** 64n - 1n, 18_446_744_073_709_551_615n],
    ['seconds that no number holds exactly', 0, 2n ** 64n - 1n, null],
  ])('reads stamps in %s', (_name, resolution, count, timestampNs) => {
    const interfaceBlock = little.interface(101, [[9, Uint8Array.of(resolution)]]);
    const { records, problem } = read([little.section(), interfaceBlock, little.enhancedPacket(frame, { count })]);
    expect([records[0]?.timestampNs, problem]).toEqual([timestampNs, null]);
  });

  test.each([
    ['later', 100n, TIME_NS + 100_000_000_000n],
    ['before 1970, which is no time', -1_700_000_001n, null],
    ['out of range', 2n ** 63n - 1n, null],
  ])('adds if_tsoffset: %s', (_name, offset, timestampNs) => {
    const interfaceBlock = little.interface(101, [[14, little.seconds(offset)]]);
    const { records, problem } = read([little.section(), interfaceBlock, packet]);
    expect([records[0]?.timestampNs, problem]).toEqual([timestampNs, null]);
  });

  test('any count in any units is the quotient, in whole nanoseconds', () => {
    const units = fc.oneof(fc.constantFrom(6, 9), fc.nat(19), fc.integer({ min: 0x80, max: 0xbf }));
    fc.assert(
      fc.property(units, fc.bigInt(0n, 2n ** 64n - 1n), (resolution, count) => {
        const interfaceBlock = little.interface(101, [[9, Uint8Array.of(resolution)]]);
        const { records } = read([little.section(), interfaceBlock, little.enhancedPacket(frame, { count })]);
        const perSecond = resolution < 0x80 ? 10n ** BigInt(resolution) : 2n ** BigInt(resolution - 0x80);
        const isExact = count / perSecond <= BigInt(Number.MAX_SAFE_INTEGER);
        expect(records[0]?.timestampNs).toBe(isExact ? (count * 1_000_000_000n) / perSecond : null);
      }),
    );
  });

  test('skips and counts every other block', () => {
    const others = [4, 5, 10, 9, 0xbad, 0x40000bad, 0xbeef].map((type) => little.block(type, frame));
    const file = concatenate([head, packet, ...others, packet]);
    expect(read([file])).toMatchObject({ records: [{}, {}], problem: null });
    expect(blocksOf(file)).toEqual({
      'interface description block': 1,
      'name resolution block': 1,
      'interface statistics block': 1,
      'enhanced packet block': 2,
      'systemd journal export block': 1,
      'decryption secrets block': 1,
      'section header block': 1,
      'custom block': 2,
      'block of type 0x0000beef': 1,
    });
  });

  test('counts types that nobody knows together when they are many', () => {
    const others = Array.from({ length: 100 }, (_, index) => little.block(0x1000 + index, frame));
    const counts = blocksOf(concatenate([head, ...others]));
    expect([Object.keys(counts).length, counts['other blocks']]).toEqual([2 + 63 + 1, 37]);
  });

  test('reads packets of 70,000 interfaces, and refuses more than 2^18', () => {
    const interfaceBlock = little.interface();
    const many = (count: number) => Array.from({ length: count }, () => interfaceBlock);
    const { records, problem } = read([head, ...many(70_000), little.enhancedPacket(frame, { interface: 70_000 })]);
    expect([records.length, problem]).toEqual([1, null]);
    const tooMany = Buffer.concat([head, packet, ...many(2 ** 18)]);
    expect(readPieces(new SavefileReader(), tooMany)).toMatchObject({
      records: [{}],
      problem: { kind: 'too-many-interfaces', byteOffset: tooMany.length - 20 },
    });
  });

  test('reads blocks whose length leaves the padding out', () => {
    const odd = little.block(6, packet.subarray(8, 8 + 20 + 5), { length: 37 });
    expect(read([head, odd, packet])).toMatchObject({ records: [{ frame }, { frame }], problem: null });
  });

  const at = head.length + packet.length;
  test.each([
    [
      'a block length of 0',
      little.block(6, frame, { length: 0 }),
      'impossible-length',
      at + 4,
      /block of 0 bytes, must have at least 32/,
    ],
    [
      'a packet block of 2^32-1 bytes',
      little.block(6, frame, { length: 2 ** 32 - 1 }),
      'impossible-length',
      at + 4,
      /claims 4294967295 bytes/,
    ],
    [
      'a skipped block of 2^32-1 bytes',
      little.block(4, frame, { length: 2 ** 32 - 1 }),
      'truncated',
      at,
      /^name resolution block ends after 60 of 4294967295 bytes$/,
    ],
    [
      'two lengths that differ',
      little.block(4, frame, { trailer: 99 }),
      'impossible-length',
      at + 16,
      /ends with the length 99/,
    ],
    [
      'a packet of two lengths',
      little.block(6, packet.subarray(8, 36), { trailer: 9 }),
      'impossible-length',
      at + 36,
      /ends with the length 9/,
    ],
    [
      'a frame longer than its block',
      little.enhancedPacket(frame, { captured: 9 }),
      'impossible-length',
      at + 20,
      /claims 9 bytes, more than 8/,
    ],
    [
      'an interface that is not there',
      little.enhancedPacket(frame, { interface: 1 }),
      'unknown-interface',
      at + 8,
      /of interface 1, but its section has 1 interface/,
    ],
    ['a section of version 2', little.section({ major: 2 }), 'unsupported-version', at + 12, /version 2\.0/],
    [
      'a section of no byte order',
      little.block(0x0a0d0d0a, new Uint8Array(16)),
      'unknown-byte-order',
      at + 8,
      /byte-order magic 0x00000000/,
    ],
  ])('keeps what came before %s', (_name, damage, kind, byteOffset, text) => {
    expect(read([head, packet, damage, packet])).toEqual({
      records: [expect.objectContaining({ frame })],
      problem: { kind, byteOffset, text: expect.stringMatching(text) as string },
    });
  });

  test.each([
    [
      'an interface',
      little.block(1, concatenate([little.words(101, 0), little.option(2, frame, 4000)])),
      'interface description block',
      16,
    ],
    ['a packet', little.enhancedPacket(frame, { options: little.option(1, frame, 4000) }), 'enhanced packet block', 36],
  ])('goes on behind an option that lies in %s, and says so in the end', (_name, damaged, block, offset) => {
    const text = `${block} has an option that claims more bytes than there are`;
    const { records, problem } = read([head, packet, damaged, packet]);
    expect(records.length).toBeGreaterThan(1);
    expect(problem).toEqual({ kind: 'impossible-length', byteOffset: at + offset, text });
  });

  test('names the block that is cut off, wherever, and keeps the packets before it', () => {
    const file = concatenate([head, packet, little.block(4, frame), packet]);
    const ends = [head.length, at, at + 20, file.length];
    for (let length = head.length; length < file.length; length++) {
      const { records, problem } = read([file.subarray(0, length)]);
      expect(records.length).toBe(length < at ? 0 : 1);
      const begins = ends.findLast((end) => end <= length) ?? 0;
      expect(problem).toEqual(
        begins === length
          ? null
          : {
              kind: 'truncated',
              byteOffset: begins,
              text: expect.stringContaining(`ends after ${length - begins} of `) as string,
            },
      );
    }
  });

  test('sees the same however the file arrives', () => {
    const options = little.option(1, new Uint8Array(99));
    const parts = [head, packet, little.block(0xbad, new Uint8Array(333)), little.enhancedPacket(frame, { options })];
    const file = concatenate([...parts, big.section(), big.interface(), big.enhancedPacket(frame), little.section()]);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length)), fc.nat(file.length), (ends, length) => {
        const cut = file.subarray(0, length);
        expect(read([cut], ends)).toEqual(read([cut]));
      }),
    );
  });
});
