import type { FlowScanner } from '../flow-scanner';
import { ConnectionRow } from '../flow/connection-row';
import { ConnectionLineWriter } from './connection-line-writer';
import { LineBuffer } from './line-buffer';

/** Lines are given in blocks of about this size: one write each, and little memory. */
const BLOCK_BYTES = 2 ** 18;

/**
 * Gives the lines of `connections`, what connectionLine() gives of each connection as it stands, each with its newline, in ASCII. They
 * come in blocks, each good until the next is asked for.
 *
 * @param passes Tells of which connections, by index. Default: of all.
 */
export function* connectionLines(
  flows: FlowScanner,
  passes: (index: number) => boolean = () => true,
): Generator<Uint8Array> {
  const buffer = new LineBuffer();
  const writer = new ConnectionLineWriter(buffer);
  const row = new ConnectionRow();
  for (let index = 0; index < flows.connectionCount; index++) {
    if (!passes(index)) {
      continue;
    }
    row.moveTo(flows.rows.view, flows.rows.offsetOf(index));
    writer.write(row, index);
    if (buffer.length >= BLOCK_BYTES) {
      yield buffer.take();
    }
  }
  if (buffer.length > 0) {
    yield buffer.take();
  }
}
