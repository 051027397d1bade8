import type { View } from '../view-name';
import { comparePane } from './compare-pane';
import { anomaliesPane } from './anomalies-pane';
import { connectionsPane } from './connections-pane';
import { detailPane } from './detail-pane';
import { fieldsPane } from './fields-pane';
import { helpPane } from './help-pane';
import { ladderPane } from './ladder-pane';
import { replayPane } from './replay-pane';
import { runsPane } from './runs-pane';
import { settingsPane } from './settings-pane';
import { statisticsPane } from './statistics-pane';
import { timingPane } from './timing-pane';
import type { Pane } from './pane';

/** What each view shows. */
export const PANES: Readonly<Record<View, Pane>> = {
  runs: runsPane,
  connections: connectionsPane,
  ladder: ladderPane,
  detail: detailPane,
  timing: timingPane,
  compare: comparePane,
  statistics: statisticsPane,
  settings: settingsPane,
  anomalies: anomaliesPane,
  replay: replayPane,
  fields: fieldsPane,
  help: helpPane,
};
