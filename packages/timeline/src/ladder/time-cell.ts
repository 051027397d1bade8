import { durationText } from '../text/duration-text';
import { secondsTextWithin, timeOfDayText } from '../text/time-text';
import type { LadderContext } from './ladder-context';
import type { LadderLayout } from './ladder-layout';
import type { LadderRow } from './row';

/** Gives a row's time as the layout's mode wants it; empty for a row without one. */
export function timeCell(row: LadderRow, layout: LadderLayout, context: LadderContext): string {
  const cells = layout.columns.time - 1;
  if (row.timeNs === null) return '';
  switch (layout.timeMode) {
    case 'wall':
      return timeOfDayText(row.timeNs, cells);
    case 'delta':
      return stepText(row, layout);
    case 'since-syn':
      return secondsTextWithin(row.timeNs - (context.synNs ?? context.originNs ?? row.timeNs), cells);
    case 'relative':
      return secondsTextWithin(row.timeNs - (context.originNs ?? row.timeNs), cells);
  }
}

/** Gives the time since the row before: `+19.0µs`. */
export function stepText({ deltaNs }: LadderRow, layout: LadderLayout): string {
  if (deltaNs === null) return '';
  return (deltaNs < 0n ? '' : '+') + durationText(deltaNs, { ascii: layout.glyphs.ascii });
}
