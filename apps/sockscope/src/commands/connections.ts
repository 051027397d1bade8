import { connectionJson, connectionLine, FlowScanner } from '@sockscope/capture';
import type { Capture } from '@sockscope/capture';
import { findCapture } from '@sockscope/session';
import { Interrupt } from '../interrupt';
import { sayProblems } from '../load';
import { printLines } from '../output';
import { TerminalProgress } from '../progress';

export interface ConnectionsOptions {
  readonly json?: boolean;
  /** Wait for more at the end of a file. */
  readonly follow?: boolean;
}

/** Up to this size a capture's packets are joined too, which `--json` shows: calls' phases, anomalies. */
const MOST_JOINED_BYTES = 4 * 2 ** 20;

/**
 * `sockscope connections`: one line a connection. A capture is read once, in memory that grows with connections; where calls
 * are loaded, or a capture is small, `--json` has what the join of its packets gives.
 */
export async function connections(inputs: readonly string[], options: ConnectionsOptions): Promise<number> {
  const { json = false, follow = false } = options;
  // Standard input can be read once, and what comes beside it is calls.
  if (json && inputs.length > 1 && inputs.includes('-')) return joined(inputs);
  const interrupt = new Interrupt(() => 'interrupted');
  // A second signal ends the process as it ends others, should the reader of the output be stuck.
  interrupt.signal.addEventListener('abort', () => interrupt.release());
  const found = await findCapture(inputs, { stdin: process.stdin, follow, signal: interrupt.signal });
  if (json && !follow && (found.hasCalls || isSmall(found.capture))) {
    found.capture?.close();
    return joined(inputs);
  }
  const scanner = await scan(found.capture);
  await printLines(json ? await connectionJsonLines(scanner) : textLines(scanner));
  const status = sayProblems(found.problems);
  return interrupt.status ?? status;
}

async function joined(inputs: readonly string[]): Promise<number> {
  return (await import('./joined-connections.js')).joinedConnections(inputs);
}

async function scan(capture: Capture | null): Promise<FlowScanner> {
  const scanner = new FlowScanner();
  if (capture === null) return scanner;
  const progress = new TerminalProgress();
  try {
    for await (const batch of capture.batches()) {
      scanner.addBatch(batch);
      progress.update(capture);
    }
  } finally {
    progress.end();
  }
  return scanner;
}

function* textLines(scanner: FlowScanner): Generator<string> {
  for (const connection of scanner.connections()) yield connectionLine(connection);
}

/** What writes JSON is loaded only where it is asked for: the lines of text begin at once. */
async function connectionJsonLines(scanner: FlowScanner): Promise<Iterable<string>> {
  const { jsonLines } = await import('../print-json.js');
  return jsonLines(connectionObjects(scanner));
}

function* connectionObjects(scanner: FlowScanner): Generator<object> {
  for (const connection of scanner.connections()) yield connectionJson(connection);
}

/** What is packed may unpack to much, and a pipe has no size. */
function isSmall(capture: Capture | null): boolean {
  const sizeBytes = capture?.sizeBytes ?? null;
  return sizeBytes !== null && sizeBytes <= MOST_JOINED_BYTES && capture?.summary.compression === null;
}
