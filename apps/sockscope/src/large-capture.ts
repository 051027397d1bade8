import { statSync } from 'node:fs';
import { findCapture, indexCapture } from '@sockscope/session';
import type { IndexedCapture, LoadProgress } from '@sockscope/session';
import { TerminalProgress } from './progress';

/** A larger capture is not joined as a whole: its ladder would take gigabytes, and nobody reads it in one. */
const MOST_WHOLE_BYTES = 64 * 2 ** 20;
/** A packed one unpacks to several times its size. */
const MOST_WHOLE_PACKED_BYTES = 8 * 2 ** 20;

/**
 * Indexes the one input that is a large capture file, without calls; null where the inputs are anything else, which
 * loadRecording() reads.
 *
 * @param onProgress Takes how far the reading is; without it that stands on standard error, where it is a terminal.
 */
export async function openLargeCapture(
  inputs: readonly string[],
  onProgress?: (progress: LoadProgress) => void,
): Promise<IndexedCapture | null> {
  const [path] = inputs;
  const size = path === undefined || inputs.length !== 1 ? 0 : fileBytes(path);
  if (path === undefined || size <= MOST_WHOLE_PACKED_BYTES || !(await isLargeCapture(path, size))) return null;
  if (onProgress) return indexCapture(path, { onProgress });
  const progress = new TerminalProgress();
  try {
    return await indexCapture(path, { onProgress: (read) => progress.update(read) });
  } finally {
    progress.end();
  }
}

function fileBytes(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : 0;
}

async function isLargeCapture(path: string, sizeBytes: number): Promise<boolean> {
  const controller = new AbortController();
  const { capture } = await findCapture([path], { signal: controller.signal });
  if (capture === null) return false;
  // Looked into, not read: the file is let go of.
  controller.abort();
  for await (const batch of capture.batches()) void batch;
  return capture.summary.compression !== null || sizeBytes > MOST_WHOLE_BYTES;
}
