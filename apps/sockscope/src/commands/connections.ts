import { connectionJson, connectionLine } from '@sockscope/capture';
import type { Recording } from '@sockscope/session';
import { buildTimeline, phasesJson } from '@sockscope/timeline';
import { load } from '../load';
import { printLines } from '../output';
import { printJson } from '../print-json';

export interface ConnectionsOptions {
  readonly json?: boolean;
}

/** `sockscope connections`: one line a connection; with calls loaded, `--json` has the phases of its handshake. */
export async function connections(inputs: readonly string[], { json }: ConnectionsOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  if (json) await printJson(jsonObjects(recording));
  else await printLines(lines(recording));
  return status;
}

function* lines({ connections: found, packets }: Recording): Generator<string> {
  for (const connection of found) yield connectionLine(connection, packets);
}

function* jsonObjects(recording: Recording): Generator<object> {
  const hasCalls = recording.traces.length > 0;
  for (const { connection, phases } of buildTimeline(recording).connections) {
    yield { ...connectionJson(connection), ...(hasCalls && { phases: phasesJson(phases) }) };
  }
}
