import { connectionJson } from '@sockscope/capture';
import type { Recording } from '@sockscope/session';
import { buildTimeline, phasesJson, timelineAnomalies } from '@sockscope/timeline';
import type { Anomaly, AnomalyKind, ConnectionFilter } from '@sockscope/timeline';
import { load } from '../load';
import { printJson } from '../print-json';

/** `sockscope connections --json` with what the join of packets and calls gives: phases of the handshake, anomalies. */
export async function joinedConnections(inputs: readonly string[], filter: ConnectionFilter | null): Promise<number> {
  const { recording, status } = await load(inputs);
  await printJson(jsonObjects(recording, filter));
  return status;
}

function* jsonObjects(recording: Recording, filter: ConnectionFilter | null): Generator<object> {
  const hasCalls = recording.traces.length > 0;
  const timeline = buildTimeline(recording);
  const counts = anomalyCounts(timelineAnomalies(timeline).all);
  for (const { connection, phases } of timeline.connections) {
    if (filter?.passes(connection, phases) === false) continue;
    yield {
      ...connectionJson(connection),
      ...(hasCalls && { phases: phasesJson(phases) }),
      anomalies: counts.get(connection.index) ?? {},
    };
  }
}

/** How often each kind is there, by connection; a connection without any is absent. */
function anomalyCounts(
  anomalies: readonly Anomaly[],
): ReadonlyMap<number, Readonly<Partial<Record<AnomalyKind, number>>>> {
  const counts = new Map<number, Partial<Record<AnomalyKind, number>>>();
  for (const { connection, kind } of anomalies) {
    if (connection === null) continue;
    const own = counts.get(connection) ?? {};
    own[kind] = (own[kind] ?? 0) + 1;
    counts.set(connection, own);
  }
  return counts;
}
