import type { SavefileProblem } from './capture-record';
import type { RecordBatch } from './record-batch';

/**
 * Finds records in the bytes of a capture, whichever format. It keeps no bytes: the caller holds what was not consumed and
 * gives it again with more behind it.
 */
export interface RecordScanner {
  /**
   * Fills `batch`, from its first entry, with the whole records at the beginning of `bytes`, until it is full or the bytes
   * run out, and gives how many bytes are done with. After a problem it gives all of them.
   */
  scan(bytes: Uint8Array, batch: RecordBatch): number;
  /** How many bytes scan() has to be given before it can go on; it never asks for more than a record may have. */
  readonly neededBytes: number;
  /**
   * Says that nothing follows these bytes, which scan() did not consume: what has begun is then a problem, and so is the
   * first damage that was passed over.
   */
  end(rest: Uint8Array): void;
  /** What stopped the scan; null: nothing so far. */
  readonly problem: SavefileProblem | null;
}
