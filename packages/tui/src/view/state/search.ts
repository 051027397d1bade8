import { rowText } from '@sockscope/timeline';
import type { RowTest } from '@sockscope/timeline';
import type { RowScan } from './row-scan';
import { scanOf } from './row-scans';
import { rowSource, shownRows } from './shown-rows';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/** Gives the search of the shown rows for the text that is looked for; null where none is. */
export function searchScan(state: UiState, content: UiContent): RowScan | null {
  const { text } = state.search;
  if (text === '') return null;
  return scanOf(content, shownRows(state, content), text.toLowerCase(), () => textTest(state, content));
}

/** Capitals do not matter. */
function textTest({ choice, search }: UiState, content: UiContent): RowTest {
  const wanted = search.text.toLowerCase();
  const source = rowSource(choice, content);
  return (row) => rowText(row, source).toLowerCase().includes(wanted);
}

/** Gives the place of the match `by` matches after the cursor, or before it, around the ends; null where there is none. */
export function matchFrom(scan: RowScan, cursor: number, by: number): number | null {
  const { places } = scan;
  if (places.length === 0) return null;
  const after = scan.countBefore(cursor + 1);
  const from = by > 0 ? after - 1 : scan.countBefore(cursor);
  const place = (((from + by) % places.length) + places.length) % places.length;
  return places[place] ?? null;
}

/** Gives `3/17`: which match the cursor is on, or after, of how many; `…` while more may be found. */
export function matchText(scan: RowScan, cursor: number): string {
  if (scan.places.length === 0) return scan.isDone ? 'not found' : `${scan.percent}%`;
  const at = scan.countBefore(cursor + 1);
  return `${at}/${scan.places.length}${scan.isDone ? '' : ` ${scan.percent}%`}`;
}
