import { compileFilter, filterSource } from '@sockscope/timeline';
import type { FilterSource, LadderRow } from '@sockscope/timeline';
import { shownFilter } from './filter-state';
import type { RowScan } from './row-scan';
import { scanOf } from './row-scans';
import type { LadderChoice, UiContent } from './ui-content';
import type { UiState } from './ui-state';

type Shown = Pick<UiState, 'choice' | 'filter'>;

/** Gives the rows of the ladder that the filter lets through, as far as they are found. */
export function shownRows(state: Shown, content: UiContent): readonly LadderRow[] {
  return filterScan(state, content)?.found ?? content.rows(state.choice);
}

/** Gives the search for the rows that the filter lets through; null without a filter. */
export function filterScan({ choice, filter }: Shown, content: UiContent): RowScan | null {
  const shown = shownFilter(filter);
  if (shown === null) return null;
  const rows = content.rows(choice);
  return scanOf(content, rows, shown, () => compileFilter(shown, rowSource(choice, content)));
}

/** Gives what the ladder's rows are judged by, bytes of the packets included. */
export function rowSource(choice: LadderChoice, content: UiContent): FilterSource {
  const { timeline, recording } = content.snapshot;
  const { anomalies } = content;
  return filterSource(timeline, content.rows(choice), (number) => recording.frame(number), anomalies);
}

/**
 * Gives where the row with this key stands among the shown ones, or the first one after it where the filter hides it. null:
 * there is no such row, or none was found yet.
 */
export function placeOfKey(state: Shown, content: UiContent, key: string): number | null {
  const place = content.indexOf(state.choice, key);
  const scan = filterScan(state, content);
  if (place === null || scan === null) return place;
  const before = scan.countBefore(place);
  return before < scan.places.length || scan.isDone ? before : null;
}
