import fc from 'fast-check';
import type { Frame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames } from '../../test/batches-of-frames';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { FlowScanner } from '../flow-scanner';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { LINK_TYPE } from '../wire/link-type';
import { LineMemory } from '../assembly/line-memory';
import { connectionJson } from './connection-json';
import { connectionLine } from './connection-line';
import { connectionJsonLines, connectionLines } from './connection-lines';

const ETHERNET_HEADER_BYTES = 14;

function textOf(blocks: Iterable<Uint8Array>): string {
  return Array.from(blocks, (block) => Buffer.from(block).toString('latin1')).join('');
}

function expectSame(flows: FlowScanner): void {
  const summaries = [...flows.connections()];
  const json = summaries.map((summary) => ({ ...connectionJson(summary), anomalies: null }));
  expect(textOf(connectionLines(flows))).toBe(summaries.map((summary) => `${connectionLine(summary)}\n`).join(''));
  expect(textOf(connectionJsonLines(flows))).toBe(json.map((object) => `${JSON.stringify(object)}\n`).join(''));
}

function flowsOf(file: Uint8Array): FlowScanner {
  const flows = new FlowScanner();
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(100);
  for (let rest = file, done = -1; done !== 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    flows.addBatch(batch);
  }
  return flows;
}

/** What the addresses of a traffic begin with, in the place of what they have: all but the last byte. */
const arbitraryPrefix = fc.array(fc.constantFrom(0, 0, 0, 1, 0x10, 0xff, 0xab), { minLength: 15, maxLength: 15 });
const zeros = (count: number) => new Array<number>(count).fill(0);
const mappedPrefix = fc.constant([...zeros(10), 0xff, 0xff, 1, 22, 255]);
const longPrefix = fc.constantFrom(zeros(15), [0x20, 1, ...zeros(13)]);

function withPrefix(frame: Frame, prefix: readonly number[]): Frame {
  const bytes = Uint8Array.from(frame.bytes);
  const ip = frame.linkType === LINK_TYPE.ethernet ? ETHERNET_HEADER_BYTES : 0;
  if (bytes[ip] === 0x60 && bytes.length >= ip + 40) {
    for (const address of [ip + 8, ip + 24]) {
      bytes.set(prefix, address);
      // They end in 1, 2 and 3: one of them, and which, in 0.
      bytes[address + 15] = (bytes[address + 15] ?? 0) - (prefix[0] === 0 ? 1 : 2);
    }
  }
  return { ...frame, bytes };
}

interface Time {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Some that are not known, some far apart. */
const arbitraryTimes: fc.Arbitrary<readonly Time[]> = fc.array(
  fc.record({
    seconds: fc.oneof(
      { weight: 20, arbitrary: fc.nat(3) },
      { weight: 5, arbitrary: fc.nat(20_000) },
      fc.constant(NaN),
      fc.maxSafeNat(),
    ),
    nanoseconds: fc.oneof(fc.nat(999_999_999), fc.nat(2000), fc.constantFrom(0, 1_005_000, 9_995_000, 999_500_000)),
  }),
  { minLength: 1, maxLength: 40 },
);

/** So that what is captured twice is the same packet. */
const atOnce = fc.constant([{ seconds: 1_700_000_000, nanoseconds: 5 }]);

function* stamped(batches: Iterable<RecordBatch>, times: readonly Time[]): Generator<RecordBatch> {
  let next = 0;
  for (const batch of batches) {
    for (let index = 0; index < batch.count; index++) {
      const { seconds, nanoseconds } = times[next++ % times.length] ?? { seconds: NaN, nanoseconds: 0 };
      batch.seconds[index] = seconds;
      batch.nanoseconds[index] = nanoseconds;
    }
    yield batch;
  }
}

/** A datagram of another exchange for each port. */
function datagram(port: number): Frame {
  const bytes = new Uint8Array(28);
  bytes.set([0x45, 0, 0, bytes.length]);
  bytes.set([17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, port >>> 8, port & 0xff, 0, 7, 0, 8], 9);
  return { bytes, wireBytes: bytes.length, linkType: LINK_TYPE.raw };
}

const SYN = 0x02;
const SYN_ACK = 0x12;

/** Of the one connection whose server has port 80; each has sequence number 1. */
function segment(flags: number): Frame {
  const bytes = new Uint8Array(40);
  const [from, to] = flags === SYN_ACK ? [80, 81] : [81, 80];
  bytes.set([0x45, 0, 0, bytes.length]);
  bytes.set([6, 0, 0, 10, 0, 0, from, 10, 0, 0, to, 0, from, 0, to, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, flags], 9);
  return { bytes, wireBytes: bytes.length, linkType: LINK_TYPE.raw };
}

describe('connectionLines() and connectionJsonLines()', () => {
  test.each(fixtureNames)('give what connectionLine() and connectionJson() give, for %s', (name) => {
    expectSame(flowsOf(fixtureBytes(name)));
  });

  test('give the same for any traffic at any times', () => {
    fc.assert(
      fc.property(
        arbitraryTraffic,
        fc.oneof(arbitraryPrefix, mappedPrefix, longPrefix),
        fc.oneof(arbitraryTimes, atOnce),
        (frames, prefix, times) => {
          const flows = new FlowScanner();
          const others = frames.map((frame) => withPrefix(frame, prefix));
          for (const batch of stamped(batchesOfFrames(others, 64), times)) {
            flows.addBatch(batch);
          }
          expectSame(flows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('give the same for any time, those just between two texts included', () => {
    const halves = fc.nat(10_000).map((value) => value * 500_000_000);
    const digits = fc.nat(100_000).chain((value) => fc.nat(11).map((zeros) => value * 10 ** zeros));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(digits, halves, fc.maxSafeNat(), fc.nat(2_000_000_000)), { maxLength: 300 }),
        (spans) => {
          const flows = new FlowScanner();
          const frames = spans.flatMap((_, index) => [datagram(index), datagram(index)]);
          const times = spans.flatMap((ns) => [
            { seconds: 1, nanoseconds: 0 },
            { seconds: 1 + Math.floor(ns / 1e9), nanoseconds: ns % 1e9 },
          ]);
          for (const batch of stamped(batchesOfFrames(frames, 1000), times)) {
            flows.addBatch(batch);
          }
          expect(flows.connectionCount).toBe(spans.length);
          expectSame(flows);
        },
      ),
    );
  });

  test.each([
    [[SYN, SYN, SYN_ACK], ' (1 x SYN again), '],
    [[SYN, SYN_ACK, SYN_ACK, SYN_ACK], ' (2 x SYN-ACK again), '],
    [[SYN, SYN, SYN_ACK, SYN_ACK], ' (1 x SYN again, 1 x SYN-ACK again), '],
  ])('tell what of a handshake was sent again: flags %j', (flags, text) => {
    const flows = new FlowScanner();
    for (const batch of batchesOfFrames(flags.map(segment), 10)) {
      flows.addBatch(batch);
    }
    expect(textOf(connectionLines(flows))).toContain(text);
    expectSame(flows);
  });

  test('give the lines of those that pass, in blocks', () => {
    const flows = new FlowScanner();
    const frames = Array.from({ length: 5000 }, (_, port) => datagram(port));
    for (const batch of batchesOfFrames(frames, 1000)) {
      flows.addBatch(batch);
    }
    expectSame(flows);
    expect(Array.from(connectionLines(flows)).length).toBeGreaterThan(1);
    const lines = textOf(connectionLines(flows)).split(/(?<=\n)/);
    expect(lines).toHaveLength(5000);
    const isOdd = (index: number) => index % 2 === 1;
    expect(textOf(connectionLines(flows, isOdd))).toBe(lines.filter((_, index) => isOdd(index)).join(''));
    expect(textOf(connectionLines(flows, () => false))).toBe('');
  });

  test('may be asked for at the same time, and left', () => {
    const flows = flowsOf(fixtureBytes('tcp-port-reuse.pcap'));
    const [one, other] = [connectionLines(flows), connectionJsonLines(flows)];
    const [text, json] = [one.next().value as Uint8Array, other.next().value as Uint8Array];
    one.return(undefined);
    expect([textOf([text]), textOf([json])]).toEqual([
      textOf(connectionLines(flows)),
      textOf(connectionJsonLines(flows)),
    ]);
  });

  test('are written in WebAssembly, and where that is not to be had slowly', () => {
    const flows = flowsOf(fixtureBytes('tcp-port-reuse.pcap'));
    expect(LineMemory.take()).not.toBeNull();
    const take = jest.spyOn(LineMemory, 'take').mockReturnValue(null);
    expectSame(flows);
    expect(take).toHaveBeenCalledTimes(2);
    take.mockRestore();
  });
});
