import { COMMANDS } from '../commands/command-table';
import { keyConflict } from '../keys/key-conflict';
import { KeyBindings } from '../keys/key-bindings';
import { NONE_HIDDEN } from '../state/ui-state';
import { parseSettings } from './parse-settings';

const parsed = (text: string) => parseSettings(text, COMMANDS);

function problem(text: string): string {
  const result = parsed(text);
  return result.ok ? 'none' : result.problem;
}

describe('parseSettings()', () => {
  it('reads what is chosen, and keys as they stand on the keyboard', () => {
    const text = '{ "theme": "light", "mouse": "on", "keys": { "page-down": ["Ctrl-F", "PgDn", "J"], "top": ["gg"] } }';
    expect(parsed(text)).toEqual({
      ok: true,
      settings: {
        values: { theme: 'light', mouse: 'on' },
        hiddenColumns: NONE_HIDDEN,
        keys: { 'page-down': ['C-f', 'pagedown', 'J'], top: ['g g'] },
      },
    });
  });

  it.each([
    ['not json', 'is no JSON object'],
    ['[]', 'is no JSON object'],
    ['{ "colour": "red" }', 'there is no setting "colour"'],
    ['{ "theme": "pink" }', 'theme is "pink", not one of auto, terminal, dark, light, high-contrast, plain'],
    ['{ "hidden-columns": ["phases"] }', 'hidden-columns is no object'],
    ['{ "hidden-columns": { "ladder": [] } }', 'there is no list "ladder" with columns'],
    ['{ "hidden-columns": { "__proto__": [] } }', 'there is no list "__proto__" with columns'],
    ['{ "hidden-columns": { "runs": "start" } }', 'the hidden columns of runs are no list'],
    [
      '{ "hidden-columns": { "anomalies": ["row", 7] } }',
      '7 is no column of anomalies, which has connection, row, what, why',
    ],
    [
      '{ "hidden-columns": { "anomalies": ["connection", "row", "what", "why"] } }',
      'one column of anomalies has to stay',
    ],
    ['{ "keys": [] }', 'keys is no object'],
    ['{ "keys": { "fly": ["f"] } }', 'there is no command "fly"'],
    ['{ "keys": { "top": "g" } }', 'the keys of top are no list'],
    ['{ "keys": { "top": ["7"] } }', '"7" of top is no key'],
    ['{ "keys": { "top": [null] } }', 'null of top is no key'],
    ['{ "keys": { "interrupt": [] } }', 'interrupt needs a key'],
    ['{ "keys": { "top": ["j"] } }', 'j is move-down and top in the runs view'],
    ['{ "keys": { "move-down": ["g"] } }', 'gg is move-down (g) and top in the runs view'],
  ])('of %s says: %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});

describe('keyConflict()', () => {
  it("finds none between the commands' own keys", () => {
    expect(keyConflict(new KeyBindings(COMMANDS).all)).toBeNull();
  });

  it("lets the ruler's keys mean something else while there is no ruler, and no two things with it", () => {
    const bindings = (keys: readonly string[]) => new KeyBindings(COMMANDS, { 'ruler-finer': keys }).all;
    expect(keyConflict(bindings(['n']))).toBeNull();
    expect(keyConflict(bindings(['-']))).toBe('- is ruler-finer and ruler-coarser in the ladder view');
  });

  it('finds a key that begins another, whichever comes first', () => {
    const bindings = (overrides: Record<string, readonly string[]>) => new KeyBindings(COMMANDS, overrides).all;
    expect(keyConflict(bindings({ redraw: ['g'] }))).toBe('g is top (gg) and redraw in the runs view');
    expect(keyConflict(bindings({ open: ['j k'] }))).toBe('j is open (jk) and move-down in the runs view');
  });
});
