import type { View } from '../view-name';
import { connectionsPane } from './connections-pane';
import { detailPane } from './detail-pane';
import { helpPane } from './help-pane';
import { ladderPane } from './ladder-pane';
import type { Pane } from './pane';

/** What each view shows. */
export const PANES: Readonly<Record<View, Pane>> = {
  connections: connectionsPane,
  ladder: ladderPane,
  detail: detailPane,
  help: helpPane,
};
