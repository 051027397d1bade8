import fc from 'fast-check';
import { arbitraryFrame, type Frame } from '../../test/arbitrary-frames';
import { arbitraryTraffic } from '../../test/arbitrary-traffic';
import { batchesOfFrames } from '../../test/batches-of-frames';
import { FlowScanner } from '../flow-scanner';
import { ConnectionRows } from './connection-rows';
import { MergedConnections } from './merged-connections';

/** @param alone How many batches the first takes before it leaves part 1 to the second. */
function expectSame(frames: readonly Frame[], alone: number): void {
  const [one, first, second] = [new FlowScanner(), new FlowScanner(), new FlowScanner()];
  second.restrictTo(1);
  let taken = 0;
  for (const batch of batchesOfFrames(frames, 10)) {
    if (taken === alone) {
      first.restrictTo(0);
    }
    taken += 1;
    [one, first, second].forEach((scanner) => scanner.addBatch(batch));
  }
  first.restrictTo(0);
  const merged = new MergedConnections(first.rows, new ConnectionRows(structuredClone(second.rows.buffers())));
  expect([...merged.connections()]).toEqual([...one.connections()]);
  expect(merged.connectionCount).toBe(one.connectionCount);
}

test('MergedConnections gives what one table finds in any traffic', () => {
  fc.assert(
    fc.property(arbitraryTraffic, fc.nat(8), (frames, alone) => expectSame(frames, alone)),
    { numRuns: 200 },
  );
});

test('MergedConnections gives what one table finds in any frames', () => {
  fc.assert(
    fc.property(fc.array(arbitraryFrame, { minLength: 1, maxLength: 60 }), fc.nat(3), (frames, alone) =>
      expectSame(frames, alone),
    ),
    { numRuns: 100 },
  );
});
