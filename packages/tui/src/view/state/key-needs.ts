import type { Need } from '../keys/need';
import type { Display } from '../screen/display';
import { screenLayout } from '../screen/screen-layout';
import type { UiContent } from './ui-content';

/** Gives what is there for keys that do nothing without it. */
export function keyNeeds(content: UiContent, { size }: Display): ReadonlySet<Need> {
  const has = new Set<Need>();
  if (content.isLive) has.add('live');
  if (screenLayout(size, 'ladder').detail) has.add('detail-pane');
  if (content.connectionCount > 1) has.add('connections');
  if (content.snapshot.runs) has.add('runs');
  if (content.snapshot.canSend) has.add('sender');
  return has;
}
