import fc from 'fast-check';
import { arbitraryFrame, withReplaced, type Frame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames, copiedTo } from '../../test/batches-of-frames';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { bytesOf, viewOf } from '../../test/frames';
import { KINDS } from '../../test/kinds';
import { scanMemory } from '../../test/scan-memory';
import { wrappingFile } from '../../test/variants';
import { MEMORY } from '../assembly/memory-layout';
import { ScanMemory } from '../assembly/scan-memory';
import { FlowScanner } from '../flow-scanner';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { IP_PROTOCOL } from '../wire/ip-protocol';
import { LINK_TYPE } from '../wire/link-type';
import { PacketFacts } from '../wire/packet-facts';
import { scanPacket } from '../wire/scan-packet';
import { TUNNEL_PORT } from '../wire/udp-tunnel';
import { FlowFrame } from './flow-frame';
import { FlowTable } from './flow-table';
import { HeapMemory } from './heap-memory';

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

// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its object
const original = HeapMemory.prototype.reach;

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

/** A file's records, in a memory that holds the file too, or does not. */
function* batchesOf(file: Uint8Array, isCopied: boolean): Generator<RecordBatch> {
  const memory = scanMemory();
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(memory);
  let rest = isCopied ? copiedTo(memory, file) : file;
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
  expectSame(batchesOf(bytes, true));
  expectSame(batchesOf(bytes, false));
});

test('PlainPackets leaves the rows of any traffic as the full way would', () => {
  fc.assert(
    fc.property(arbitraryTraffic, fc.constantFrom(1, 7, 64, 200), fc.boolean(), (frames, records, isCopied) => {
      expectSame(batchesOfFrames(frames, records, scanMemory(), isCopied));
    }),
    { numRuns: 1000 },
  );
});

test('PlainPackets leaves the rows of any traffic as the full way would, every other batch of which is in another memory', () => {
  fc.assert(
    fc.property(arbitraryTraffic, fc.constantFrom(3, 10, 40), (frames, records) => {
      expectSame(everyOtherBatchElsewhere(frames, records));
    }),
    { numRuns: 300 },
  );
});

function* everyOtherBatchElsewhere(frames: readonly Frame[], records: number): Generator<RecordBatch> {
  const memory = scanMemory();
  for (let from = 0; from < frames.length; from += 2 * records) {
    yield* batchesOfFrames(frames.slice(from, from + records), records, memory, true);
    yield* batchesOfFrames(frames.slice(from + records, from + 2 * records), records);
  }
}

test('PlainPackets leaves the rows of any frames as the full way would', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryFrame, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(3, 64),
      fc.boolean(),
      (frames, records, isCopied) => {
        expectSame(batchesOfFrames(frames, records, scanMemory(), isCopied));
      },
    ),
    { numRuns: 100 },
  );
});

const TUNNEL_PORTS: readonly number[] = Object.values(TUNNEL_PORT);
/** Messages of a tunnel to itself have no packet inside. */
const EMPTY: readonly string[] = ['GTP-U echo', 'L2TP, control message'];

const intoTunnels = KINDS.filter(
  ({ name, linkType, frame }) =>
    linkType === LINK_TYPE.ethernet &&
    !EMPTY.includes(name) &&
    portsOf(frame).some((port) => TUNNEL_PORTS.includes(port)),
);

test.each(intoTunnels)('$name is in its tunnel, also where a plain datagram had the same ports before', (kind) => {
  const plain = {
    ...kind,
    bytes: withReplaced(kind.frame.slice(), [
      [16, 0],
      [17, 29],
      [38, 0],
      [39, 9],
    ]),
  };
  const full = new FullWay();
  for (const batch of batchesOfFrames([plain, { ...kind, bytes: kind.frame }], 2)) {
    full.addBatch(batch);
  }
  expect(new Set(full.connections).size).toBe(2);
  expectSame(batchesOfFrames([plain, { ...kind, bytes: kind.frame }], 2, scanMemory()));
});

/** Those of UDP in IPv4 in Ethernet; none of other frames. */
function portsOf(frame: Uint8Array): number[] {
  const view = viewOf(frame);
  const isUdp = frame.length >= 42 && view.getUint32(12) >>> 8 === 0x080045 && view.getUint8(23) === IP_PROTOCOL.udp;
  return isUdp ? [view.getUint16(34), view.getUint16(36)] : [];
}

test('a FlowScanner keeps its connections apart from those of another that was given the same batches', () => {
  const first = new FlowScanner();
  const second = new FlowScanner();
  for (const batch of batchesOf(fixtureBytes('tcp-v4.pcap'), true)) {
    first.addBatch(batch);
    second.addBatch(batch);
  }
  expect(first.connectionCount).toBeGreaterThan(0);
  expect([...second.connections()]).toEqual([...first.connections()]);
});

test('connections are found again after hash table, rows and memory have grown', () => {
  const client = (number: number) => `0a${number.toString(16).padStart(6, '0')}`;
  const datagram = (number: number) => ({ linkType: LINK_TYPE.raw, bytes: udpFrame(client(number)), wireBytes: 30 });
  const count = 20_000;
  const once = Array.from({ length: count }, (_, index) => datagram(index));
  expectSame(batchesOfFrames([...once, ...once], 1000, scanMemory(), true));
  const scanner = new FlowScanner();
  for (const batch of batchesOfFrames([...once, ...once], 1000, scanMemory())) {
    scanner.addBatch(batch);
  }
  expect(scanner.connectionCount).toBe(count);
  expect(scanner.connection(count - 1).packetCount).toEqual({ clientToServer: 2, serverToClient: 0 });
});

test.each([true, false])(
  'connections that there is no memory for are left out, and said (WebAssembly: %s)',
  (isWebAssembly) => {
    const source = (number: number) => `0a${number.toString(16).padStart(6, '0')}`;
    const datagram = (number: number) => ({ linkType: LINK_TYPE.raw, bytes: udpFrame(source(number)), wireBytes: 30 });
    const frames = Array.from({ length: 6000 }, (_, index) => datagram(index % 5000));
    const memory = isWebAssembly ? ScanMemory.create(Math.ceil(MEMORY.flows / 65536) + 32 + 8) : null;
    const reach = jest.spyOn(HeapMemory.prototype, 'reach');
    reach.mockImplementation(function (this: HeapMemory, lengthBytes: number) {
      return lengthBytes <= 400_000 && original.call(this, lengthBytes);
    });
    const scanner = new FlowScanner();
    const connections = new Int32Array(6000);
    let done = 0;
    for (const batch of batchesOfFrames(frames, 1000, memory ?? undefined, true)) {
      scanner.addBatch(batch, connections.subarray(done));
      done += batch.count;
    }
    reach.mockRestore();
    const { connectionCount } = scanner;
    expect(connectionCount).toBeGreaterThan(500);
    expect(connectionCount).toBeLessThan(5000);
    expect(scanner.problem?.text).toMatch(
      new RegExp(`^there is no memory for more than ${connectionCount} connections`),
    );
    expect(connections).toEqual(
      Int32Array.from(frames, (_, index) => (index % 5000 < connectionCount ? index % 5000 : -1)),
    );
    expect(scanner.connection(0).packetCount).toEqual({ clientToServer: 2, serverToClient: 0 });
  },
);

/** A datagram of two bytes on link type RAW. */
function udpFrame(source: string): Uint8Array {
  return bytesOf(`4500001e 00000000 40110000 ${source} 0b000001 1234 5678 000a 0000 6162`);
}
