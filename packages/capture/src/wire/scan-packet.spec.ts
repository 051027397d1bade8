import fc from 'fast-check';
import { SavefileReader } from '../savefile/savefile-reader';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { LINK_TYPE } from './link-type';
import { PacketFacts } from './packet-facts';
import { scanPacket } from './scan-packet';

interface Frame {
  readonly bytes: Uint8Array;
  readonly wireBytes: number;
  readonly linkType: number;
}

const recorded: readonly Frame[] = fixtureNames.flatMap((name) =>
  new SavefileReader()
    .push(fixtureBytes(name))
    .map(({ frame, wireBytes, linkType }) => ({ bytes: frame, wireBytes, linkType })),
);

/** Recorded frames with some bytes replaced, cut anywhere; and random bytes. */
const frames: fc.Arbitrary<Frame> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...recorded),
        fc.array(fc.tuple(fc.nat(90), fc.nat(255)), { maxLength: 4 }),
        fc.option(fc.nat(120)),
      )
      .map(([frame, changes, cut]) => {
        const bytes = frame.bytes.slice(0, cut ?? undefined);
        changes.filter(([at]) => at < bytes.length).forEach(([at, byte]) => bytes.fill(byte, at, at + 1));
        return { ...frame, bytes };
      }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      bytes: fc.uint8Array({ maxLength: 200 }),
      wireBytes: fc.nat(300),
      linkType: fc.constantFrom(...Object.values(LINK_TYPE), 147),
    }),
  },
);

/** Scans a frame that begins at `start` of a larger buffer. */
function scan({ bytes, wireBytes, linkType }: Frame, start: number, facts: PacketFacts): PacketFacts {
  const buffer = new Uint8Array(start + bytes.length + 64).fill(0x45);
  buffer.set(bytes, start);
  scanPacket(new DataView(buffer.buffer), start, bytes.length, wireBytes, linkType, facts);
  return facts;
}

test('scanPacket() leaves nothing of the frame before, and neither reads nor counts what is around a frame', () => {
  const used = new PacketFacts();
  fc.assert(
    fc.property(frames, fc.nat(100), (frame, start) => {
      const facts = scan(frame, start, used);
      const transportOffset = facts.transportOffset < 0 ? -1 : facts.transportOffset - start;
      expect({ ...facts, transportOffset }).toEqual({ ...scan(frame, 0, new PacketFacts()) });
    }),
    { numRuns: 3000 },
  );
});
