import fc from 'fast-check';
import { SavefileReader } from '../savefile-reader';
import { writePcapng, type CommentedPacket } from './pcapng-writer';

const packet: fc.Arbitrary<CommentedPacket> = fc.record({
  timestampNs: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  linkType: fc.constantFrom(1, 101, 113),
  wireBytes: fc.integer({ min: 100, max: 70_000 }),
  frame: fc.uint8Array({ maxLength: 100 }),
  comments: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
});

describe('writePcapng()', () => {
  it('writes what the reader gives back: times, lengths, link types and frames', () => {
    fc.assert(
      fc.property(fc.array(packet, { minLength: 1, maxLength: 5 }), (packets) => {
        const reader = new SavefileReader();
        const records = [...writePcapng(packets, 'a test')].flatMap((block) => [...reader.push(block)]);
        expect(
          records.map(({ timestampNs, linkType, wireBytes, frame }) => ({
            timestampNs,
            linkType,
            wireBytes,
            frame: [...frame],
          })),
        ).toEqual(
          packets.map(({ timestampNs, linkType, wireBytes, frame }) => ({
            timestampNs,
            linkType,
            wireBytes,
            frame: [...frame],
          })),
        );
      }),
    );
  });

  it('cuts a comment that has no room in an option, never within a character', () => {
    const comments = ['你'.repeat(40_000)];
    const given = { timestampNs: 0n, linkType: 1, wireBytes: 0, frame: new Uint8Array(), comments };
    const block = [...writePcapng([given], '')][2] ?? new Uint8Array();
    expect(new DataView(block.buffer).getUint16(30, true)).toBe(65_535);
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(block.subarray(32, 32 + 65_535));
    expect(decoded).toBe('你'.repeat(21_845));
  });
});
