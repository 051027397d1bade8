import fc from 'fast-check';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { PacketDecoder } from '../packet-decoder';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { packetJson } from './packet-json';
import { LineBuffer } from './line-buffer';
import { PacketJsonLines } from './packet-json-lines';
import { TextPiece } from './text-piece';

/** Lines by PacketJsonLines, and by packetJson() of each packet. */
function bothWays(file: Uint8Array): { readonly quick: string; readonly slow: string } {
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(7);
  const lines = new PacketJsonLines();
  const decoder = new PacketDecoder();
  let quick = '';
  let slow = '';
  for (let rest = file, done = -1; done !== 0 && rest.length > 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    quick += Buffer.from(lines.ofBatch(batch)).toString('utf8');
    slow += decoder
      .decodeBatch(batch)
      .map((packet) => `${JSON.stringify(packetJson(packet))}\n`)
      .join('');
  }
  return { quick, slow };
}

describe('PacketJsonLines', () => {
  test.each(fixtureNames)('writes what packetJson() gives, for %s', (name) => {
    const { quick, slow } = bothWays(fixtureBytes(name));
    expect(quick).toBe(slow);
    expect(quick).toMatch(/^[\n\u0020-\u007e]*$/);
  });

  test('writes the signs of a section in UTF-8', () => {
    const file = Uint8Array.from(fixtureBytes('tcp-v4.pcap'));
    // The data offset of the first segment.
    file[24 + 16 + 14 + 20 + 12] = 0x40;
    const { quick, slow } = bothWays(file);
    expect(quick).toContain('(RFC 9293 §3.1)');
    expect(quick).toBe(slow);
  });

  test('writes the same for damaged packets', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtureNames),
        fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (name, changes) => {
          const file = Uint8Array.from(fixtureBytes(name));
          changes.filter(([at]) => at >= 24).forEach(([at, byte]) => file.fill(byte, at, at + 1));
          const { quick, slow } = bothWays(file);
          expect(quick).toBe(slow);
        },
      ),
    );
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
