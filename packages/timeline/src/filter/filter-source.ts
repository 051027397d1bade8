import { timelineAnomalies, type AnomalyIndex } from '../anomalies';
import { timelineIndex } from '../ladder/timeline-index';
import type { LadderRow } from '../ladder/row';
import type { Timeline } from '../model';
import type { FilterSource } from './filter-field';

/**
 * Gives what the rows of a timeline's ladder are judged by. What stands out is looked for when a filter first asks for it,
 * unless it is known already.
 */
export function filterSource(
  timeline: Timeline,
  rows: readonly LadderRow[],
  frame?: FilterSource['frame'],
  anomalies?: AnomalyIndex | null,
): FilterSource {
  return {
    timeline,
    index: timelineIndex(timeline),
    originNs: rows.find(({ timeNs }) => timeNs !== null)?.timeNs ?? null,
    get anomalies() {
      return anomalies ?? timelineAnomalies(timeline);
    },
    ...(frame && { frame }),
  };
}
