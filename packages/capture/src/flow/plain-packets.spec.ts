import fc from 'fast-check';
import { arbitraryFrame, type Frame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { wrappingFile } from '../../test/variants';
import { FlowScanner } from '../flow-scanner';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';
import { FlowFrame } from './flow-frame';
import { FlowTable } from './flow-table';

/** Rows and each packet's connection, as every packet's full way gives them. */
class FullWay {
  private readonly table = new FlowTable();
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();
  readonly connections: number[] = [];

  addBatch(batch: RecordBatch): void {
    for (let index = 0; index < batch.count; index++) {
      const { frame, facts } = this;
      frame.number += 1;
      frame.takeRecord(batch, index);
      const wireBytes = batch.wireBytes[index] ?? 0;
      scanPacket(frame.view, frame.start, frame.capturedBytes, wireBytes, frame.linkType, facts);
      this.table.add(facts, frame);
      this.connections.push(this.table.place.connection);
    }
  }

  get rows(): string[] {
    return Array.from({ length: this.table.count }, (_, index) => hex(this.table.rowBytes(index)));
  }
}

/** The same as FlowScanner gives them. */
class ShortWay {
  private readonly scanner = new FlowScanner();
  readonly connections: number[] = [];

  addBatch(batch: RecordBatch): void {
    const column = new Int32Array(batch.capacity);
    this.scanner.addBatch(batch, column);
    this.connections.push(...column.subarray(0, batch.count));
  }

  get rows(): string[] {
    return Array.from({ length: this.scanner.connectionCount }, (_, index) => hex(this.scanner.rowBytes(index)));
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function expectSame(batches: (take: (batch: RecordBatch) => void) => void): void {
  const full = new FullWay();
  const short = new ShortWay();
  batches((batch) => {
    full.addBatch(batch);
    short.addBatch(batch);
  });
  expect(short.connections).toEqual(full.connections);
  expect(short.rows).toEqual(full.rows);
}

/** Frames in batches as long as given, ten microseconds apart. */
function batchesOf(frames: readonly Frame[], capacity: number, take: (batch: RecordBatch) => void): void {
  const batch = new RecordBatch(capacity);
  for (let from = 0; from < frames.length; from += capacity) {
    const part = frames.slice(from, from + capacity);
    batch.bytes = Uint8Array.from(part.flatMap(({ bytes }) => [...bytes]));
    batch.view = new DataView(batch.bytes.buffer);
    batch.count = part.length;
    let at = 0;
    for (const [index, { bytes, wireBytes, linkType }] of part.entries()) {
      batch.frameStart[index] = at;
      batch.capturedBytes[index] = bytes.length;
      batch.wireBytes[index] = wireBytes;
      batch.linkType[index] = linkType;
      batch.seconds[index] = 1_700_000_000;
      batch.nanoseconds[index] = (from + index) * 10_000;
      at += bytes.length;
    }
    take(batch);
  }
}

const files: [name: string, bytes: Uint8Array][] = [
  ...fixtureNames.map((name): [string, Uint8Array] => [name, fixtureBytes(name)]),
  ['sequence numbers past 2^32', wrappingFile()],
];

test.each(files)('PlainPackets leaves the rows of %s as the full way would', (_, bytes) => {
  expectSame((take) => {
    const scanner = new CaptureScanner();
    const batch = new RecordBatch(100);
    let rest = bytes;
    for (let done = -1; done !== 0; rest = rest.subarray(done)) {
      done = scanner.scan(rest, batch);
      take(batch);
    }
  });
});

test('PlainPackets leaves the rows of any traffic as the full way would', () => {
  fc.assert(
    fc.property(arbitraryTraffic, fc.constantFrom(1, 7, 64, 200), (frames, capacity) => {
      expectSame((take) => batchesOf(frames, capacity, take));
    }),
    { numRuns: 600 },
  );
});

test('PlainPackets leaves the rows of any frames as the full way would', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryFrame, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(3, 64),
      (frames, capacity) => {
        expectSame((take) => batchesOf(frames, capacity, take));
      },
    ),
    { numRuns: 100 },
  );
});
