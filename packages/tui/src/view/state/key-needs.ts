import type { Need } from '../keys/need';
import { detailPlace, screenLayout } from '../screen/screen-layout';
import type { UiContext } from '../ui-context';

/** A detail over the whole screen then has a hex dump of its own. */
const LEAST_ROWS_FOR_BYTES = 16;

/** Gives what is there for keys that do nothing without it. */
export function keyNeeds({ state, content, display: { size } }: UiContext): ReadonlySet<Need> {
  const has = new Set<Need>();
  if (content.isLive) has.add('live');
  if (screenLayout(size, 'ladder', state.panes).detail) has.add('detail-pane');
  if (detailPlace(size, state.panes) !== null) has.add('two-panes');
  if (size.rows >= LEAST_ROWS_FOR_BYTES) has.add('bytes');
  if (content.connectionCount > 1) has.add('connections');
  if (content.snapshot.runs) has.add('runs');
  if (content.snapshot.canSend) has.add('sender');
  if (state.filter.chosen) has.add('filter');
  if (state.ladder.rulerNs !== null) has.add('ruler');
  return has;
}
