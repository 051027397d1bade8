import { NO_PENDING_KEYS, readKey } from './key-reader';
import { COMMANDS } from '../commands/command-table';
import { ALL_VIEWS } from '../view-name';
import type { View } from '../view-name';
import { KeyBindings } from './key-bindings';
import { keyLabel } from './key-label';
import type { Need } from './need';

const ALL_NEEDS: ReadonlySet<Need> = new Set<Need>(['live', 'detail-pane', 'connections']);
const BINDINGS = new KeyBindings(COMMANDS);

/** What the last of these keys does. */
function read(view: View, ...keys: readonly string[]) {
  const bindings = BINDINGS.of(view, ALL_NEEDS);
  let step = readKey(NO_PENDING_KEYS, keys[0] ?? '', bindings);
  for (const key of keys.slice(1)) step = readKey(step.pending, key, bindings);
  return { name: step.command?.name ?? null, count: step.count };
}

describe('COMMANDS', () => {
  it.each(ALL_VIEWS)('give each key one meaning in the %s view', (view) => {
    const keys = BINDINGS.of(view, ALL_NEEDS).flatMap((binding) => binding.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const begun = new Set(keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]));
    expect(keys.filter((key) => begun.has(key))).toEqual([]);
  });

  it.each(ALL_VIEWS)('let the user back and out of the %s view', (view) => {
    const names = BINDINGS.of(view, new Set()).map(({ command }) => command.name);
    expect(names).toEqual(expect.arrayContaining(['back', 'quit', 'interrupt', 'redraw']));
  });

  it('have names of their own, in small letters and hyphens, and say in a line what they do', () => {
    const names = COMMANDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(COMMANDS.filter(({ name }) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
    expect(COMMANDS.filter(({ help }) => help === '' || help.length > 90)).toEqual([]);
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
    [['0'], 'left-end', null],
    [['4', 'escape', 'j'], 'move-down', null],
    [['4', 'z', 'j'], 'move-down', null],
    [['escape'], 'back', null],
    [['f5'], null, null],
  ] as const)('reads %j in the ladder as %s with count %s', (keys, name, count) => {
    expect(read('ladder', ...keys)).toEqual({ name, count });
  });

  it('takes + and - for the ruler while there is one, else for the border to the detail', () => {
    const nameOf = (has: ReadonlySet<Need>) =>
      ['+', '-'].map((key) => readKey(NO_PENDING_KEYS, key, BINDINGS.of('ladder', has)).command?.name);
    expect(nameOf(ALL_NEEDS)).toEqual(['larger-detail', 'smaller-detail']);
    expect(nameOf(new Set([...ALL_NEEDS, 'ruler']))).toEqual(['ruler-finer', 'ruler-coarser']);
    const keys = BINDINGS.of('ladder', new Set([...ALL_NEEDS, 'ruler'])).flatMap((binding) => binding.keys);
    expect(keys.filter((key) => key === '+' || key === '<')).toEqual(['+', '<']);
  });

  it('takes no more digits than a row number can have', () => {
    const { count } = read('ladder', ...'9'.repeat(400), 'G');
    expect(count).toBe(999_999_999);
  });

  it('gives a key without a meaning in a view no command', () => {
    expect(read('connections', 'tab').name).toBeNull();
    expect(readKey(NO_PENDING_KEYS, 'p', BINDINGS.of('ladder', new Set())).command).toBeNull();
  });
});

describe('keyLabel()', () => {
  it('names keys as they stand on the keyboard', () => {
    expect(['C-f', 'pagedown', 'g g', '] c', 'S-tab', '?', 'f1'].map(keyLabel)).toEqual([
      'Ctrl-F',
      'PgDn',
      'gg',
      ']c',
      'Shift-Tab',
      '?',
      'F1',
    ]);
  });
});
