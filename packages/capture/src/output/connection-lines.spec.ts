import fc from 'fast-check';
import type { Frame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames } from '../../test/batches-of-frames';
import { fixtureBytes, fixtureNames } from '../../test/fixtures';
import { FlowScanner } from '../flow-scanner';
import { CaptureScanner } from '../savefile/capture-scanner';
import { RecordBatch } from '../savefile/record-batch';
import { LINK_TYPE } from '../wire/link-type';
import { connectionLine } from './connection-line';
import { connectionLines } from './connection-lines';
import { durationText } from './duration-text';
import { writeDuration } from './duration-writer';
import { LineBuffer } from './line-buffer';

const ETHERNET_HEADER_BYTES = 14;

function textOf(blocks: Iterable<Uint8Array>): string {
  return Array.from(blocks, (block) => Buffer.from(block).toString('latin1')).join('');
}

function expectSame(flows: FlowScanner): void {
  const summaries = [...flows.connections()];
  expect(textOf(connectionLines(flows))).toBe(summaries.map((summary) => `${connectionLine(summary)}\n`).join(''));
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
const mappedPrefix = fc.constant([...new Array<number>(10).fill(0), 0xff, 0xff, 1, 22, 255]);

function withPrefix(frame: Frame, prefix: readonly number[]): Frame {
  const bytes = Uint8Array.from(frame.bytes);
  const ip = frame.linkType === LINK_TYPE.ethernet ? ETHERNET_HEADER_BYTES : 0;
  if (bytes[ip] === 0x60 && bytes.length >= ip + 40) {
    bytes.set(prefix, ip + 8);
    bytes.set(prefix, ip + 24);
  }
  return { ...frame, bytes };
}

/** Some that are known, are close together or are far apart; mostly they go on. */
const arbitraryTimes = fc.array(
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

describe('connectionLines()', () => {
  test.each(fixtureNames)('gives what connectionLine() gives, for %s', (name) => {
    expectSame(flowsOf(fixtureBytes(name)));
  });

  test('gives what connectionLine() gives, for any traffic at any times', () => {
    fc.assert(
      fc.property(
        arbitraryTraffic,
        fc.oneof(arbitraryPrefix, mappedPrefix),
        arbitraryTimes,
        (frames, prefix, times) => {
          const flows = new FlowScanner();
          let next = 0;
          for (const batch of batchesOfFrames(
            frames.map((frame) => withPrefix(frame, prefix)),
            64,
          )) {
            for (let index = 0; index < batch.count; index++) {
              const { seconds, nanoseconds } = times[next++ % times.length] ?? { seconds: NaN, nanoseconds: 0 };
              batch.seconds[index] = seconds;
              batch.nanoseconds[index] = nanoseconds;
            }
            flows.addBatch(batch);
          }
          expectSame(flows);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('gives the lines of those that pass, in blocks', () => {
    const flows = flowsOf(fixtureBytes('tcp-port-reuse.pcap'));
    const lines = textOf(connectionLines(flows)).split(/(?<=\n)/);
    expect(lines.length).toBeGreaterThan(1);
    expect(textOf(connectionLines(flows, (index) => index === 1))).toBe(lines[1]);
    expect(textOf(connectionLines(flows, () => false))).toBe('');
  });
});

test('writeDuration() writes what durationText() gives', () => {
  const digits = fc.nat(100_000).chain((value) => fc.nat(11).map((zeros) => value * 10 ** zeros));
  fc.assert(
    fc.property(fc.oneof(digits, fc.maxSafeNat(), fc.nat(2_000_000_000)), (ns) => {
      const buffer = new LineBuffer();
      writeDuration(buffer, ns);
      expect(Buffer.from(buffer.take()).toString('latin1')).toBe(durationText(BigInt(ns)));
    }),
    { numRuns: 20_000 },
  );
});
