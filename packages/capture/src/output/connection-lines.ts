import { LineMemory, TAKEN_ROWS, type LineFormat } from '../assembly/line-memory';
import type { ConnectionSummary } from '../flow/connection';
import type { FlowScanner } from '../flow-scanner';
import { connectionJson } from './connection-json';
import { connectionLine } from './connection-line';
import { LineBuffer } from './line-buffer';

/** Tells by its index whether a connection has a line. */
type ConnectionTest = (index: number) => boolean;

/**
 * Gives the lines of `connections`, what connectionLine() gives of each connection as it stands, each with its newline, in ASCII. They
 * come in blocks, each good until the next is asked for.
 *
 * @param passes Tells of which connections, by index. Default: of all.
 * @example
 * for (const block of connectionLines(scanner)) process.stdout.write(Buffer.from(block));
 */
export function connectionLines(flows: FlowScanner, passes?: ConnectionTest): Generator<Uint8Array> {
  return linesOf(flows, passes, 'connectionLines', connectionLine);
}

/** The same of `connections --json`, where nothing is joined: what connectionJson() gives, and `"anomalies":null`. */
export function connectionJsonLines(flows: FlowScanner, passes?: ConnectionTest): Generator<Uint8Array> {
  return linesOf(flows, passes, 'connectionJsonLines', (connection) =>
    JSON.stringify({ ...connectionJson(connection), anomalies: null }),
  );
}

/** @param slowly Gives the same line where there is no WebAssembly. */
function* linesOf(
  flows: FlowScanner,
  passes: ConnectionTest = () => true,
  format: LineFormat,
  slowly: (connection: ConnectionSummary) => string,
): Generator<Uint8Array> {
  const memory = LineMemory.take();
  const runs = runsOf(flows.connectionCount, passes);
  if (memory === null) {
    yield* slowLines(flows, runs, slowly);
    return;
  }
  try {
    for (const [from, to] of runs) {
      memory.add(format, flows.rows.bytesOf(from, to - from), from);
      if (memory.isFull) {
        yield memory.takeLines();
      }
    }
    const rest = memory.takeLines();
    if (rest.length > 0) {
      yield rest;
    }
  } finally {
    LineMemory.giveBack(memory);
  }
}

/** From one connection to another, which is no part of it. */
type Run = readonly [from: number, to: number];

/** Gives where runs of connections that pass begin and end, each no longer than can be taken at once. */
function* runsOf(count: number, passes: ConnectionTest): Generator<Run> {
  let from = -1;
  for (let index = 0; index <= count; index++) {
    const isPassing = index < count && passes(index);
    if (from >= 0 && (!isPassing || index - from === TAKEN_ROWS)) {
      yield [from, index];
      from = -1;
    }
    if (isPassing && from < 0) {
      from = index;
    }
  }
}

function* slowLines(
  flows: FlowScanner,
  runs: Iterable<Run>,
  lineOf: (connection: ConnectionSummary) => string,
): Generator<Uint8Array> {
  const buffer = new LineBuffer();
  for (const [from, to] of runs) {
    for (let index = from; index < to; index++) {
      buffer.wideText(`${lineOf(flows.connection(index))}\n`);
    }
    yield buffer.take();
  }
}
