import fc from 'fast-check';
import type { Frame } from '../../test/arbitrary-frames';
import { arbitraryFrame } from '../../test/arbitrary-frames';
import { PacketFacts } from './packet-facts';
import { scanPacket } from './scan-packet';

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
    fc.property(arbitraryFrame, fc.nat(100), (frame, start) => {
      const facts = scan(frame, start, used);
      const transportOffset = facts.transportOffset < 0 ? -1 : facts.transportOffset - start;
      expect({ ...facts, transportOffset }).toEqual({ ...scan(frame, 0, new PacketFacts()) });
    }),
    { numRuns: 3000 },
  );
});
