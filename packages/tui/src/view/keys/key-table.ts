/** A screen of the UI. */
export type View = 'connections' | 'ladder' | 'detail' | 'help';

/** Everything a key can do, by name. */
export type Action =
  | 'move-down'
  | 'move-up'
  | 'page-down'
  | 'page-up'
  | 'half-page-down'
  | 'half-page-up'
  | 'top'
  | 'bottom'
  | 'open'
  | 'back'
  | 'back-or-quit'
  | 'quit'
  | 'interrupt'
  | 'help'
  | 'next-pane'
  | 'next-connection'
  | 'previous-connection'
  | 'all-connections'
  | 'time-mode'
  | 'follow'
  | 'pause'
  | 'mouse'
  | 'redraw'
  | 'suspend';

/** What a key needs to do anything: a recording that grows, a pane beside the ladder, several connections. */
export type Need = 'live' | 'detail-pane' | 'connections';

export interface KeyBinding {
  readonly action: Action;
  /** Key names as keyName() gives them; two keys that are pressed one after the other are divided by a space. */
  readonly keys: readonly string[];
  readonly views: readonly View[];
  /** What the help screen says. */
  readonly help: string;
  /** The word in the hint bar; absent: not shown there. The first of `keys` stands before it. */
  readonly hint?: string;
  /** Absent: the key always does something. */
  readonly needs?: Need;
}

const ALL: readonly View[] = ['connections', 'ladder', 'detail', 'help'];
const LISTS: readonly View[] = ['connections', 'ladder'];
const LADDER: readonly View[] = ['ladder', 'detail'];

/**
 * Every key, once: the key reader, the hint bar and the help screen are made from this table, in this order. `h` is left free
 * (users of vi expect a movement there, not help), and Ctrl-L redraws as everywhere.
 */
export const KEY_TABLE: readonly KeyBinding[] = [
  {
    action: 'open',
    keys: ['enter'],
    views: ['connections'],
    help: 'open the ladder of the connection',
    hint: 'Ladder',
  },
  { action: 'open', keys: ['enter'], views: ['ladder'], help: 'detail over the whole screen', hint: 'Detail' },
  { action: 'move-down', keys: ['j', 'down'], views: ALL, help: 'one row down' },
  { action: 'move-up', keys: ['k', 'up'], views: ALL, help: 'one row up' },
  { action: 'page-down', keys: ['pagedown', 'C-f', 'space'], views: ALL, help: 'one page down' },
  { action: 'page-up', keys: ['pageup', 'C-b'], views: ALL, help: 'one page up' },
  { action: 'half-page-down', keys: ['C-d'], views: ALL, help: 'half a page down' },
  { action: 'half-page-up', keys: ['C-u'], views: ALL, help: 'half a page up' },
  { action: 'top', keys: ['g g', 'home'], views: ALL, help: 'first row' },
  { action: 'bottom', keys: ['G', 'end'], views: ALL, help: 'last row; 42G goes to row 42' },
  {
    action: 'next-pane',
    keys: ['tab', 'S-tab'],
    views: ['ladder'],
    help: 'to the detail pane and back',
    hint: 'Pane',
    needs: 'detail-pane',
  },
  {
    action: 'next-connection',
    keys: ['] c'],
    views: LADDER,
    help: 'ladder of the next connection',
    hint: 'Next connection',
    needs: 'connections',
  },
  {
    action: 'previous-connection',
    keys: ['[ c'],
    views: LADDER,
    help: 'ladder of the connection before',
    needs: 'connections',
  },
  {
    action: 'all-connections',
    keys: ['a'],
    views: ['connections'],
    help: 'one ladder of everything, also of what belongs to no connection',
    hint: 'All in one',
  },
  {
    action: 'all-connections',
    keys: ['a'],
    views: LADDER,
    help: 'one ladder of everything, also of what belongs to no connection',
  },
  {
    action: 'time-mode',
    keys: ['w'],
    views: LADDER,
    help: 'times since the start, since the SYN, since the row before, or of the clock',
    hint: 'Time',
  },
  {
    action: 'follow',
    keys: ['F', 'A'],
    views: LISTS,
    help: 'stay at the newest row of the newest connection',
    hint: 'Follow',
    needs: 'live',
  },
  {
    action: 'pause',
    keys: ['p'],
    views: ALL,
    help: 'hold the picture; the recording goes on',
    hint: 'Pause',
    needs: 'live',
  },
  { action: 'help', keys: ['?', 'f1'], views: ['connections', 'ladder', 'detail'], help: 'this help', hint: 'Help' },
  { action: 'back-or-quit', keys: ['q'], views: ALL, help: 'back; from the first view, quit', hint: 'Back' },
  { action: 'back', keys: ['escape', 'backspace'], views: ALL, help: 'back; drops a count that was begun' },
  { action: 'quit', keys: ['Q'], views: ALL, help: 'quit from anywhere', hint: 'Quit' },
  { action: 'interrupt', keys: ['C-c'], views: ALL, help: 'quit with the status of an interrupted program' },
  { action: 'mouse', keys: ['%'], views: ALL, help: 'mouse on or off; while on, the terminal selects no text' },
  { action: 'redraw', keys: ['C-l'], views: ALL, help: 'draw the screen anew' },
  { action: 'suspend', keys: ['C-z'], views: ALL, help: 'back to the shell; fg returns' },
];

const KEY_LABELS: Readonly<Record<string, string>> = {
  enter: 'Enter',
  escape: 'Esc',
  backspace: 'Backspace',
  space: 'Space',
  tab: 'Tab',
  'S-tab': 'Shift-Tab',
  up: 'Up',
  down: 'Down',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  f1: 'F1',
};

/** Gives a key as a reader knows it: `Enter`, `Ctrl-F`, `gg`, `]c`. */
export function keyLabel(key: string): string {
  const control = /^C-(.)$/.exec(key)?.[1];
  return control ? `Ctrl-${control.toUpperCase()}` : (KEY_LABELS[key] ?? key.replace(' ', ''));
}

/** Gives the bindings that do something in a view, where there is `has`. */
export function bindingsOf(view: View, has: ReadonlySet<Need>): readonly KeyBinding[] {
  return KEY_TABLE.filter(({ views, needs }) => views.includes(view) && (needs === undefined || has.has(needs)));
}
