import { availableParallelism, loadavg } from 'node:os';
import type { ConnectionList } from '../flow/connection-list';
import { MergedConnections } from '../flow/merged-connections';
import { FlowScanner } from '../flow-scanner';
import type { Capture } from './open-capture';
import { isStillThere } from './open-pieces';
import { ScanThread } from './scan-thread-handle';

/** When two threads read a file. */
export interface ThreadingOptions {
  /** After so many bytes it is decided whether there will be two. */
  readonly decidingBytes: number;
  /** Of how many packets, as its size and its beginning tell, a file is read by two: of fewer, one is done before two would be. */
  readonly leastPackets: number;
  /** Up to which load, beside processors for both threads, the machine counts as idle: on a busy one, two take longer than one. */
  readonly mostLoad: number;
}

const THREADING: ThreadingOptions = { decidingBytes: 16 * 2 ** 20, leastPackets: 2_000_000, mostLoad: 0.5 };

/**
 * Reads a capture to its end, or to where its reading is ended, and gives its connections. Where it is a file of many packets and there
 * are two processors, one of them idle, two threads read it, each for half of the flows; what they find is the same as one would.
 *
 * @param onBatch Called now and then while it is read.
 * @throws the system's error where the input cannot be read.
 */
export async function scanConnections(
  capture: Capture,
  onBatch: () => void = () => undefined,
  threading = THREADING,
): Promise<ConnectionList> {
  const scanner = new FlowScanner();
  let thread: ScanThread | null = null;
  let isDecided = false;
  try {
    for await (const batch of capture.batches()) {
      if (!isDecided && capture.bytesRead >= threading.decidingBytes) {
        isDecided = true;
        thread = openThread(capture, scanner.packets, threading);
        if (thread !== null) {
          thread.allow(scanner.packets);
          scanner.restrictTo(0);
        }
      }
      thread?.allow(batch.count);
      scanner.addBatch(batch);
      onBatch();
    }
    return thread === null ? scanner : new MergedConnections(scanner.rows, await thread.finish());
  } finally {
    await thread?.cancel();
  }
}

function openThread(capture: Capture, packets: number, threading: ThreadingOptions): ScanThread | null {
  const { plainFile, sizeBytes, bytesRead } = capture;
  const expectedPackets = ((sizeBytes ?? 0) / bytesRead) * packets;
  const pays = expectedPackets >= threading.leastPackets && hasProcessorToSpare(threading.mostLoad);
  return pays && plainFile !== null && isStillThere(plainFile) ? new ScanThread(plainFile, 1) : null;
}

function hasProcessorToSpare(mostLoad: number): boolean {
  const spare = availableParallelism() - 2;
  return spare >= 0 && (loadavg()[0] ?? 0) <= spare + mostLoad;
}
