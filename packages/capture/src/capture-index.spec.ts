import { decodeAll, fixtureBytes, fixtureNames, summaryOf } from '../test/fixtures';
import { wrappingFile } from '../test/variants';
import { CaptureIndex } from './capture-index';
import { FlowScanner } from './flow-scanner';
import { CaptureScanner } from './savefile/capture-scanner';
import { RecordBatch } from './savefile/record-batch';

/** Reads the records in batches of three. */
function readInto(bytes: Uint8Array, target: { addBatch(batch: RecordBatch): void }): void {
  const scanner = new CaptureScanner();
  const batch = new RecordBatch(3);
  let rest = bytes;
  for (let done = -1; done !== 0; rest = rest.subarray(done)) {
    done = scanner.scan(rest, batch);
    target.addBatch(batch);
  }
}

const files: [name: string, bytes: Uint8Array][] = [
  ...fixtureNames.map((name): [string, Uint8Array] => [name, fixtureBytes(name)]),
  ['sequence numbers past 2^32', wrappingFile()],
];

describe.each(files)('in %s', (_, bytes) => {
  const { packets, connections } = decodeAll(bytes);

  test('CaptureIndex gives the connections with their packets, and where each packet is', () => {
    const index = new CaptureIndex();
    readInto(bytes, index);
    expect(index.packets).toBe(packets.length);
    expect(Array.from({ length: index.connectionCount }, (__, each) => index.connection(each))).toEqual(connections);
    expect(packets.map(({ number }) => index.packet(number))).toEqual(
      packets.map(({ number, timestampNs, wireBytes, capturedBytes, frameOffset, linkType }) => ({
        ...{ number, timestampNs, wireBytes, capturedBytes, frameOffset, linkType },
      })),
    );
    expect([index.packet(0), index.packet(packets.length + 1), index.connection(-1)]).toEqual([null, null, null]);
  });

  test('FlowScanner gives the connections without their packets', () => {
    const scanner = new FlowScanner();
    readInto(bytes, scanner);
    expect([...scanner.connections()]).toEqual(connections.map(summaryOf));
  });
});
