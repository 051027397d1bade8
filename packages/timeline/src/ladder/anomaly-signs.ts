import { rowAnomalies, timelineAnomalies } from '../anomalies';
import type { Timeline } from '../model';
import type { LadderLayout } from './ladder-layout';
import type { LadderRow } from './row';

/** What stands behind the time of a row that stands out. */
export const ANOMALY_SIGN = '!';

/** Gives what puts the sign into the line of a row that stands out, behind its time; where no time is drawn there is no room. */
export function anomalySigns(timeline: Timeline, { columns }: LadderLayout): (row: LadderRow, line: string) => string {
  const anomalies = timelineAnomalies(timeline);
  const at = columns.time - 1;
  return (row, line) =>
    at < 0 || rowAnomalies(row, anomalies).length === 0
      ? line
      : `${line.slice(0, at).padEnd(at)}${ANOMALY_SIGN}${line.slice(at + 1)}`;
}

/** Gives what stands out in the rows of a ladder, most frequent first: `3 x sent again, 1 x reset`; empty: nothing does. */
export function anomalySummary(timeline: Timeline, rows: readonly LadderRow[]): string {
  const anomalies = timelineAnomalies(timeline);
  if (anomalies.all.length === 0) return '';
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const { word } of rowAnomalies(row, anomalies)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([word, count]) => `${count} x ${word}`).join(', ');
}
