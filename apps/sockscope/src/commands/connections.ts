import { connectionJsonLines, connectionLines, FlowScanner } from '@sockscope/capture';
import type { Capture } from '@sockscope/capture';
import { findCapture } from '@sockscope/session/find-capture';
import type { ConnectionFilter } from '@sockscope/timeline';
import { Interrupt } from '../interrupt';
import { printBytes } from '../output';
import { TerminalProgress } from '../progress';
import { sayProblems } from '../say-problems';

export interface ConnectionsOptions {
  readonly json?: boolean;
  /** Wait for more at the end of a file. */
  readonly follow?: boolean;
  /** As it was typed. */
  readonly filter?: string;
}

/** Tells which connections are printed, by index. */
type ConnectionTest = (index: number) => boolean;

/** Up to this size a capture's packets are joined too, which `--json` shows: calls' phases, anomalies. */
const MOST_JOINED_BYTES = 4 * 2 ** 20;

/**
 * `sockscope connections`: one line a connection. A capture is read once, in memory that grows with connections; where calls
 * are loaded, or a capture is small, `--json` has what the join of its packets gives.
 */
export async function connections(inputs: readonly string[], options: ConnectionsOptions): Promise<number> {
  const { json = false, follow = false } = options;
  const filtering = options.filter === undefined ? null : await import('./filtered-connections.js');
  const filter = filtering === null ? null : await filtering.connectionFilter(options.filter);
  if (typeof filter === 'number') return filter;
  // Standard input can be read once, and what comes beside it is calls.
  if (json && inputs.length > 1 && inputs.includes('-')) return joined(inputs, filter);
  const interrupt = new Interrupt(() => 'interrupted');
  // A second signal ends the process as it ends others, should the reader of the output be stuck.
  interrupt.signal.addEventListener('abort', () => interrupt.release());
  const found = await findCapture(inputs, { follow, signal: interrupt.signal });
  if (json && !follow && (found.hasCalls || isSmall(found.capture))) {
    found.capture?.close();
    return joined(inputs, filter);
  }
  const scanner = await scan(found.capture);
  const { problem } = scanner;
  if (problem !== null) found.addProblem(found.file, problem.byteOffset, problem.text);
  const passes: ConnectionTest = filter === null ? () => true : (index) => filter.passes(scanner.connection(index));
  for (const lines of (json ? connectionJsonLines : connectionLines)(scanner, passes)) await printBytes(lines);
  const status = sayProblems(found.problems);
  return interrupt.status ?? status;
}

async function joined(inputs: readonly string[], filter: ConnectionFilter | null): Promise<number> {
  return (await import('./joined-connections.js')).joinedConnections(inputs, filter);
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

/** What is packed may unpack to much, and a pipe has no size. */
function isSmall(capture: Capture | null): boolean {
  const sizeBytes = capture?.sizeBytes ?? null;
  return sizeBytes !== null && sizeBytes <= MOST_JOINED_BYTES && capture?.summary.compression === null;
}
