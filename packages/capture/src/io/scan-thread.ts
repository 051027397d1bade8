// The entry of a thread that reads a capture file for the flows of one half, no further than the thread that started it allows.
import { parentPort, workerData } from 'node:worker_threads';
import { FlowScanner } from '../flow-scanner';
import { openCapture } from './open-capture';
import { isStillThere } from './open-pieces';
import { SCAN_WORD, type ScanThreadData, type ScanThreadMessage } from './scan-thread-contract';

const { file, part, shared } = workerData as ScanThreadData;
const words = new Int32Array(shared);

/** Waits until so many packets more are allowed, or no more will be, and gives how many of them are. */
function allowedPackets(taken: number, wanted: number): number {
  for (;;) {
    const isFinal = Atomics.load(words, SCAN_WORD.isFinal) === 1;
    const allowed = Atomics.load(words, SCAN_WORD.allowed);
    const more = (allowed - taken) | 0;
    if (more >= wanted || isFinal) {
      return Math.min(more, wanted);
    }
    Atomics.wait(words, SCAN_WORD.allowed, allowed);
  }
}

async function scan(): Promise<FlowScanner> {
  const scanner = new FlowScanner();
  scanner.restrictTo(part);
  if (!isStillThere(file)) {
    throw new Error(`${file.path} was replaced while it was read`);
  }
  for await (const batch of openCapture(file.path).batches()) {
    const { count } = batch;
    batch.count = allowedPackets(scanner.packets, count);
    scanner.addBatch(batch);
    if (batch.count < count) {
      break;
    }
  }
  return scanner;
}

function answer(message: ScanThreadMessage, transferred: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(message, transferred);
}

scan().then(
  ({ rows, packets }) => {
    const buffers = rows.buffers();
    answer({ kind: 'rows', rows: buffers, packets }, buffers.pages);
  },
  (error: Error) => answer({ kind: 'failed', error: error.message }, []),
);
