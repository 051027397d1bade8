import fc from 'fast-check';
import { copiedTo } from '../../test/batches-of-frames';
import { scanMemory } from '../../test/scan-memory';
import { concatenate } from '../../test/variants';
import { SCANNED_RECORDS } from '../assembly/memory-layout';
import { RecordBatch } from './record-batch';
import type { SavefileHeader } from './savefile-header';
import { SavefileScanner } from './savefile-scanner';

const record = fc.record({
  seconds: fc.nat(0xffffffff),
  fraction: fc.oneof({ weight: 9, arbitrary: fc.nat(999_999) }, { weight: 1, arbitrary: fc.nat(0xffffffff) }),
  frame: fc.uint8Array({ maxLength: 40 }),
  /** How much longer than the frame a record says that it is. */
  lengthError: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(0x7fffffff) }),
  wireBytes: fc.nat(70_000),
});

type Record = typeof record extends fc.Arbitrary<infer T> ? T : never;

const header: fc.Arbitrary<SavefileHeader> = fc.record({
  littleEndian: fc.boolean(),
  fractionNs: fc.constantFrom(1 as const, 1000 as const),
  recordHeaderBytes: fc.constantFrom(16, 24),
  lengthOrder: fc.constantFrom('captured-first', 'captured-first', 'wire-first', 'unsure'),
  snaplenBytes: fc.constant(65535),
  linkType: fc.constantFrom(1, 101),
});

function bytesOfRecord({ littleEndian, recordHeaderBytes, lengthOrder }: SavefileHeader, given: Record): Uint8Array {
  const bytes = new Uint8Array(recordHeaderBytes + given.frame.length);
  const view = new DataView(bytes.buffer);
  const captured = given.frame.length + given.lengthError;
  const [first, second] = lengthOrder === 'wire-first' ? [given.wireBytes, captured] : [captured, given.wireBytes];
  view.setUint32(0, given.seconds, littleEndian);
  view.setUint32(4, given.fraction, littleEndian);
  view.setUint32(8, first, littleEndian);
  view.setUint32(12, second, littleEndian);
  bytes.set(given.frame, recordHeaderBytes);
  return bytes;
}

/** All that scan() says of bytes, as often as it takes. */
function scanned(header: SavefileHeader, bytes: Uint8Array, batch: RecordBatch): unknown[] {
  const scanner = new SavefileScanner(header);
  const said: unknown[] = [];
  let rest = bytes;
  for (let done = -1; done !== 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    const columns = [batch.frameStart, batch.capturedBytes, batch.wireBytes, batch.seconds, batch.nanoseconds];
    said.push(
      [...columns, batch.linkType, batch.fileOffset].map((column) => [...column.subarray(0, batch.count)]),
      [done, batch.count, scanner.neededBytes, scanner.problem],
    );
  }
  scanner.end(rest);
  return [...said, scanner.problem];
}

test('SavefileScanner finds the same in memory of WebAssembly as in its own', () => {
  fc.assert(
    fc.property(header, fc.array(record, { maxLength: 60 }), fc.nat(30), (format, records, cutBytes) => {
      const whole = concatenate(records.map((each) => bytesOfRecord(format, each)));
      const bytes = whole.subarray(0, Math.max(0, whole.length - cutBytes));
      const memory = scanMemory();
      const expected = scanned(format, bytes, new RecordBatch(SCANNED_RECORDS));
      expect(scanned(format, copiedTo(memory, bytes), new RecordBatch(memory))).toEqual(expected);
      expect(scanned(format, bytes, new RecordBatch(scanMemory()))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('SavefileScanner fills a batch in memory of WebAssembly and goes on with the next', () => {
  const format: SavefileHeader = {
    littleEndian: true,
    fractionNs: 1000,
    recordHeaderBytes: 16,
    lengthOrder: 'captured-first',
    snaplenBytes: 65535,
    linkType: 1,
  };
  const one = { seconds: 1, fraction: 2, frame: Uint8Array.of(3), lengthError: 0, wireBytes: 4 };
  const bytes = concatenate(new Array<Uint8Array>(SCANNED_RECORDS + 5).fill(bytesOfRecord(format, one)));
  const memory = scanMemory();
  const batch = new RecordBatch(memory);
  const scanner = new SavefileScanner(format);
  const copy = copiedTo(memory, bytes);
  const done = scanner.scan(copy, batch);
  expect([done, batch.count]).toEqual([SCANNED_RECORDS * 17, SCANNED_RECORDS]);
  expect([scanner.scan(copy.subarray(done), batch), batch.count]).toEqual([5 * 17, 5]);
  expect(batch.fileOffset[4]).toBe(24 + (SCANNED_RECORDS + 4) * 17 + 16);
});
