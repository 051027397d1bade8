/** A screen of the UI. */
export type View = 'connections' | 'ladder' | 'detail' | 'help';

/** What the screens are called in a sentence: `Keys in the ladder`. */
export const VIEW_NAMES: Readonly<Record<View, string>> = {
  connections: 'the list of connections',
  ladder: 'the ladder',
  detail: 'the detail',
  help: 'the help',
};

export const ALL_VIEWS = Object.keys(VIEW_NAMES) as readonly View[];
