import fc from 'fast-check';
import type { Frame } from '../../test/arbitrary-frames';
import { almostRecordedFrame, arbitraryFrame } from '../../test/arbitrary-frames';
import { PacketFacts } from './packet-facts';
import { scanPacket } from './scan-packet';
import { scanPlainSegment } from './scan-plain-segment';
import { Walk } from './walk';
import { walkFrame } from './walk-frame';

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

test('scanPlainSegment() finds what the walk finds, and takes no frame that the walk has a problem with', () => {
  const used = new PacketFacts();
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof(almostRecordedFrame, arbitraryFrame), ({ bytes, wireBytes, linkType }) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const walk = new Walk();
      walk.view = view;
      walkFrame(walk, 0, bytes.length, wireBytes, linkType);
      if (scanPlainSegment(view, 0, bytes.length, wireBytes, linkType, used)) {
        taken += 1;
        expect({ ...used }).toEqual({ ...walk.facts });
      }
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});
