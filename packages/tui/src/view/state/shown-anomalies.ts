import type { Anomaly, AnomalyIndex } from '@sockscope/timeline';
import { ANOMALY_COLUMNS } from '../table/anomaly-columns';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** Gives the anomalies in the order of their list; one without a packet or call is of the whole recording. */
export function shownAnomalies({ anomalies: { sorting } }: UiState, content: UiContent): readonly Anomaly[] {
  const all = allAnomalies(content);
  if (sorting.column === '') return all;
  return content.orders.anomalies.places(all, ANOMALY_COLUMNS, sorting).flatMap((place) => all[place] ?? []);
}

/** Packets that the capture lost, nobody knows when, first; then those of rows in the order of the ladder of everything. */
function allAnomalies(content: UiContent): readonly Anomaly[] {
  const { anomalies } = content;
  // Of a large recording they come later.
  return content.once(anomalies === null ? 'anomalies to come' : 'anomalies', () => {
    const { session, drops = [] } = content.snapshot.recording;
    const dropped = drops.length > 0 ? 0 : (session?.end?.packetsDropped ?? 0);
    return [
      ...(dropped > 0 ? [droppedAnomaly(dropped)] : []),
      ...(anomalies === null ? [] : inOrder(anomalies, content)),
    ];
  });
}

function droppedAnomaly(count: number): Anomaly {
  const text = `the capture lost ${count} ${count === 1 ? 'packet' : 'packets'}: what is missing below may have been sent`;
  return { kind: 'dropped', word: 'dropped', text, connection: null, packet: null, call: null };
}

function inOrder({ all }: AnomalyIndex, content: UiContent): readonly Anomaly[] {
  const place = (anomaly: Anomaly) => {
    if (anomaly.packet !== null) return content.indexOf(null, `#${anomaly.packet}`) ?? 0;
    return content.indexOf(null, `${anomaly.call}/return`) ?? content.indexOf(null, anomaly.call ?? '') ?? 0;
  };
  return all
    .map((anomaly) => ({ anomaly, at: place(anomaly) }))
    .sort((a, b) => a.at - b.at)
    .map(({ anomaly }) => anomaly);
}
