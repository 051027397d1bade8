import { bytesOf } from '../../test/frames';
import { ethernet, ipv4, join, tcp } from '../../test/layers';
import { RecordBatch } from '../savefile/record-batch';
import { ProblemCounts } from './problem-counts';

const ARP = ethernet(0x0806, new Uint8Array(28));
const SEGMENT = ethernet(0x0800, ipv4(6, tcp(bytesOf('61'))));

function batchOf(frames: readonly Uint8Array[]): RecordBatch {
  const batch = new RecordBatch(frames.length);
  batch.bytes = join(...frames);
  batch.view = new DataView(batch.bytes.buffer);
  batch.count = frames.length;
  let start = 0;
  frames.forEach((frame, index) => {
    batch.frameStart[index] = start;
    batch.capturedBytes[index] = frame.length;
    batch.wireBytes[index] = frame.length;
    batch.linkType[index] = 1;
    start += frame.length;
  });
  return batch;
}

test('ProblemCounts counts packets by what stopped their decoding, over batches', () => {
  const counts = new ProblemCounts();
  counts.addBatch(batchOf([ARP, SEGMENT, SEGMENT.subarray(0, 40)]));
  counts.addBatch(batchOf([ARP, ethernet(0x0800, ipv4(17, new Uint8Array(8), { fragment: 1 }))]));
  expect(counts.entries()).toEqual([
    ['EtherType 0x0806 (ARP)', 2],
    ['truncated tcp', 1],
    ['later fragment', 1],
  ]);
});
