import { timelineAnomalies } from '../anomalies';
import { timelineIndex } from '../ladder/timeline-index';
import type { LadderRow } from '../ladder/row';
import type { Timeline } from '../model';
import type { FilterSource } from './filter-field';

/** Gives what the rows of a timeline's ladder are judged by. */
export function filterSource(
  timeline: Timeline,
  rows: readonly LadderRow[],
  frame?: FilterSource['frame'],
): FilterSource {
  const originNs = rows.find(({ timeNs }) => timeNs !== null)?.timeNs ?? null;
  const source = { timeline, index: timelineIndex(timeline), anomalies: timelineAnomalies(timeline), originNs };
  return frame === undefined ? source : { ...source, frame };
}
