/** A screen of the UI. */
export type View =
  | 'runs'
  | 'connections'
  | 'ladder'
  | 'detail'
  | 'timing'
  | 'compare'
  | 'statistics'
  | 'anomalies'
  | 'replay'
  | 'fields'
  | 'settings'
  | 'help';

/** What the screens are called in a sentence: `Keys in the ladder`. */
export const VIEW_NAMES: Readonly<Record<View, string>> = {
  runs: 'the list of runs',
  connections: 'the list of connections',
  ladder: 'the ladder',
  detail: 'the detail',
  timing: 'the timing view',
  compare: 'the comparison',
  statistics: 'the statistics',
  anomalies: 'the list of anomalies',
  replay: 'the replay',
  fields: 'the fields of filters',
  settings: 'the settings',
  help: 'the help',
};

export const ALL_VIEWS = Object.keys(VIEW_NAMES) as readonly View[];
