import { NO_PENDING_KEYS, readKey } from './key-reader';
import { bindingsOf, KEY_TABLE, keyLabel } from './key-table';
import type { Need, View } from './key-table';

const ALL_NEEDS: ReadonlySet<Need> = new Set<Need>(['live', 'detail-pane', 'connections']);
const VIEWS: readonly View[] = ['connections', 'ladder', 'detail', 'help'];

/** What the last of these keys does. */
function read(view: View, ...keys: readonly string[]) {
  let step = readKey(NO_PENDING_KEYS, keys[0] ?? '', view, ALL_NEEDS);
  for (const key of keys.slice(1)) step = readKey(step.pending, key, view, ALL_NEEDS);
  return { action: step.action, count: step.count };
}

describe('KEY_TABLE', () => {
  it.each(VIEWS)('gives each key one meaning in the %s view', (view) => {
    const keys = bindingsOf(view, ALL_NEEDS).flatMap((binding) => binding.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const begun = new Set(keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]));
    expect(keys.filter((key) => begun.has(key))).toEqual([]);
  });

  it.each(VIEWS)('lets the user back and out of the %s view', (view) => {
    const actions = bindingsOf(view, new Set()).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['back', 'quit', 'interrupt', 'redraw']));
  });

  it('says of each key what it does', () => {
    for (const { help, keys } of KEY_TABLE) expect([help, ...keys].filter((text) => text === '')).toEqual([]);
  });
});

describe('readKey()', () => {
  it.each([
    [['j'], 'move-down', null],
    [['4', '2', 'G'], 'bottom', 42],
    [['1', '0', 'j'], 'move-down', 10],
    [['g', 'g'], 'top', null],
    [[']', 'c'], 'next-connection', null],
    [['3', ']', 'c'], 'next-connection', 3],
    [['g', 'x', 'g'], null, null],
    [['0'], null, null],
    [['4', 'escape', 'j'], 'move-down', null],
    [['4', 'z', 'j'], 'move-down', null],
    [['escape'], 'back', null],
    [['f5'], null, null],
  ] as const)('reads %j in the ladder as %s with count %s', (keys, action, count) => {
    expect(read('ladder', ...keys)).toEqual({ action, count });
  });

  it('takes no more digits than a row number can have', () => {
    const { count } = read('ladder', ...'9'.repeat(400), 'G');
    expect(count).toBe(999_999_999);
  });

  it('gives a key without a meaning in a view no action', () => {
    expect(read('connections', 'tab').action).toBeNull();
    expect(readKey(NO_PENDING_KEYS, 'p', 'ladder', new Set()).action).toBeNull();
  });
});

describe('keyLabel()', () => {
  it('names keys as they stand on the keyboard', () => {
    expect(['C-f', 'pagedown', 'g g', '] c', 'S-tab', '?'].map(keyLabel)).toEqual([
      'Ctrl-F',
      'PgDn',
      'gg',
      ']c',
      'Shift-Tab',
      '?',
    ]);
  });
});
