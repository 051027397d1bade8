import fc from 'fast-check';
import { arbitraryFrame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames } from '../../test/batches-of-frames';
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
    return Array.from({ length: this.table.count }, (_, index) => hex(this.table.rows.bytesOf(index)));
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
    return Array.from({ length: this.scanner.connectionCount }, (_, index) => hex(this.scanner.rows.bytesOf(index)));
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function expectSame(batches: Iterable<RecordBatch>): void {
  const full = new FullWay();
  const short = new ShortWay();
  for (const batch of batches) {
    full.addBatch(batch);
    short.addBatch(batch);
  }
  expect(short.connections).toEqual(full.connections);
  expect(short.rows).toEqual(full.rows);
}

function* batchesOf(file: Uint8Array): Generator<RecordBatch> {
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(100);
  let rest = file;
  for (let done = -1; done !== 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    yield batch;
  }
}

const files: [name: string, bytes: Uint8Array][] = [
  ...fixtureNames.map((name): [string, Uint8Array] => [name, fixtureBytes(name)]),
  ['sequence numbers past 2^32', wrappingFile()],
];

test.each(files)('PlainPackets leaves the rows of %s as the full way would', (_, bytes) => {
  expectSame(batchesOf(bytes));
});

test('PlainPackets leaves the rows of any traffic as the full way would', () => {
  fc.assert(
    fc.property(arbitraryTraffic, fc.constantFrom(1, 7, 64, 200), (frames, capacity) => {
      expectSame(batchesOfFrames(frames, capacity));
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
        expectSame(batchesOfFrames(frames, capacity));
      },
    ),
    { numRuns: 100 },
  );
});
