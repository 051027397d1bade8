import { ANALYSIS_COMMANDS } from './analysis-commands';
import { ANOMALY_COMMANDS } from './anomaly-commands';
import { COLUMN_COMMANDS } from './column-commands';
import type { Command } from './command';
import { CONNECTION_COMMANDS } from './connection-commands';
import { FILTER_COMMANDS } from './filter-commands';
import { HANDSHAKE_COMMANDS } from './handshake-commands';
import { LADDER_COMMANDS } from './ladder-commands';
import { LEAVE_COMMANDS } from './leave-commands';
import { LIVE_COMMANDS } from './live-commands';
import { MARK_COMMANDS } from './mark-commands';
import { MOVE_COMMANDS } from './move-commands';
import { PANE_COMMANDS } from './pane-commands';
import { REPLAY_COMMANDS } from './replay-commands';
import { RULER_COMMANDS } from './ruler-commands';
import { RUN_COMMANDS } from './run-commands';
import { SAVE_COMMANDS } from './save-commands';
import { SCREEN_COMMANDS } from './screen-commands';
import { SCROLL_COMMANDS } from './scroll-commands';
import { SEARCH_COMMANDS } from './search-commands';
import { SETTINGS_COMMANDS } from './settings-commands';
import { SORT_COMMANDS } from './sort-commands';
import { VIEW_COMMANDS } from './view-commands';

/**
 * Every command, once: the key reader, the command line, the hint bar, the help and the settings are made from this table,
 * in this order. `h` is left free of help (users of vi expect a movement there), and Ctrl-L redraws as everywhere.
 */
export const COMMANDS: readonly Command[] = [
  ...VIEW_COMMANDS,
  ...MOVE_COMMANDS,
  ...SCROLL_COMMANDS,
  ...RUN_COMMANDS,
  ...CONNECTION_COMMANDS,
  ...SORT_COMMANDS,
  ...COLUMN_COMMANDS,
  ...SEARCH_COMMANDS,
  ...FILTER_COMMANDS,
  ...HANDSHAKE_COMMANDS,
  ...ANOMALY_COMMANDS,
  ...LADDER_COMMANDS,
  ...RULER_COMMANDS,
  ...PANE_COMMANDS,
  ...REPLAY_COMMANDS,
  ...MARK_COMMANDS,
  ...SAVE_COMMANDS,
  ...ANALYSIS_COMMANDS,
  ...LIVE_COMMANDS,
  ...LEAVE_COMMANDS,
  ...SETTINGS_COMMANDS,
  ...SCREEN_COMMANDS,
];
