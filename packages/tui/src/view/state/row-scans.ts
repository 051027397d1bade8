import type { LadderRow, RowTest } from '@sockscope/timeline';
import { RowScan } from './row-scan';
import type { UiContent } from './ui-content';

/** What is looked for: a filter or a text. Equal by identity. */
export type Wanted = object | string;

interface KnownScan {
  readonly wanted: Wanted;
  readonly scan: RowScan;
}

/** The filter, what is being typed in its place, the search, and what was before. */
const MOST_SCANS = 4;

/** Rows that are looked at at once: whatever has fewer, and no large ones, is never seen unfinished. */
const FIRST_ROWS = 300;
const ROWS_AT_ONCE = 50;

/** The newest scans of each snapshot, the one asked for last in front. */
const scans = new WeakMap<UiContent, readonly KnownScan[]>();

/** Gives the scan of these rows for what is wanted, begun where there is none yet. */
export function scanOf(
  content: UiContent,
  rows: readonly LadderRow[],
  wanted: Wanted,
  makeTest: () => RowTest,
): RowScan {
  const known = scans.get(content) ?? [];
  const found = known.find((each) => each.wanted === wanted && each.scan.rows === rows);
  if (found && found === known[0]) return found.scan;
  const scan = found?.scan ?? new RowScan(rows, makeTest());
  if (!found) scan.advance(FIRST_ROWS);
  const others = known.filter((each) => each !== found);
  scans.set(content, [{ wanted, scan }, ...others].slice(0, MOST_SCANS));
  return scan;
}

/** True while a scan of this snapshot has rows left. */
export function isScanning(content: UiContent): boolean {
  return (scans.get(content) ?? []).some(({ scan }) => !scan.isDone);
}

/** Goes on with the scans until `isTimeUp` says so, the one that was asked for last first. */
export function goOnScanning(content: UiContent, isTimeUp: () => boolean): void {
  for (const { scan } of scans.get(content) ?? []) {
    while (!scan.isDone) {
      scan.advance(ROWS_AT_ONCE);
      if (isTimeUp()) return;
    }
  }
}
