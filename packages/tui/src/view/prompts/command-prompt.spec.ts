import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';

const SIZE = { columns: 80, rows: 24 };

function controller() {
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot: snapshotOf(demoRecording({ count: 2 })), display });
}

function type(ui: UiController, ...keys: readonly string[]) {
  return keys.map((key) => ui.key(key)).at(-1) ?? null;
}

const line = (ui: UiController, y: number) => screenText(ui.frame(SIZE))[y] ?? '';
const lastLine = (ui: UiController) => line(ui, 23).trimEnd();

describe('the command line', () => {
  it('runs a command by its name, by the beginning of it, and by another name', () => {
    expect(type(controller(), ':', ...'quit', 'enter')).toEqual({ kind: 'quit', status: 0 });
    expect(type(controller(), ':', ...'q', 'enter')).toEqual({ kind: 'quit', status: 0 });
    const ui = controller();
    type(ui, ':', ...'hel', 'enter');
    expect(ui.state.views.at(-1)).toBe('help');
  });

  it('keeps the settings from any view, and by s in theirs', () => {
    const effect = { kind: 'save-settings', kept: { values: { theme: 'light' } } };
    expect(type(controller(), ':', ...'set theme=light', 'enter', ':', ...'save-set', 'enter')).toMatchObject(effect);
    const ui = controller();
    type(ui, 'o', 'l', 'l', 'l');
    expect(type(ui, 's')).toMatchObject(effect);
    type(ui, 'q', 's');
    expect(lastLine(ui)).toBe(':save');
  });

  it('opens the ladder of everything for a packet or a time that is named elsewhere', () => {
    const ui = controller();
    type(ui, ':', ...'#2', 'enter');
    expect(ui.state).toMatchObject({ views: ['connections', 'ladder'], choice: null });
    expect(line(ui, 0)).toContain('all connections');
  });

  it('understands what users of vi and k9s type', () => {
    const ui = controller();
    type(ui, 'enter', ':', '$', 'enter');
    expect(line(ui, 0)).toMatch(/row (\d+)\/\1 /);
    type(ui, ':', ...'/syn,ack', 'enter');
    expect(ui.state.search.text).toBe('syn,ack');
    type(ui, ':', ...'filter flags.syn', 'enter');
    expect(line(ui, 0)).toContain('filtered of');
    type(ui, ':', ...'f', 'space', ...'nonsense', 'enter');
    expect(lastLine(ui)).toContain('no field nonsense');
    type(ui, 'escape', ':', 'h', 'enter');
    expect(ui.state.views.at(-1)).toBe('help');
    type(ui, ':', ...'connections', 'enter');
    expect(ui.state.views.at(-1)).toBe('connections');
    expect(type(ui, 'Z', 'Z')).toEqual({ kind: 'quit', status: 0 });
  });

  it('says where a command is for, how a setting is chosen, and that a key does nothing', () => {
    const ui = controller();
    type(ui, 'enter', ':', ...'sort', 'enter');
    expect(lastLine(ui)).toBe(' sort is for the list of runs, the list of connections, the list of anomalies');
    type(ui, ':', ...'theme light', 'enter');
    expect(lastLine(ui)).toBe(' it is set theme VALUE');
    type(ui, 'f5');
    expect(lastLine(ui)).toBe(' F5 does nothing here; ? lists the keys');
    type(ui, ']', 'q');
    expect(lastLine(ui)).toBe(' ]q does nothing here; ? lists the keys');
    type(ui, '4', 'escape');
    expect(lastLine(ui)).toContain('Enter Detail');
  });

  it('goes to a row by its number', () => {
    const ui = controller();
    type(ui, ':', '2', 'enter');
    expect(ui.state.connections.cursor).toBe(1);
  });

  it('says while typing that there is no such command, and after Enter which ones begin so', () => {
    const ui = controller();
    type(ui, ':', ...'sned');
    expect(lastLine(ui)).toMatch(/^:sned .*no command sned$/);
    type(ui, 'enter');
    expect(lastLine(ui)).toBe(' no command sned; Tab lists what there is');
    type(ui, ':', ...'move', 'enter');
    expect(lastLine(ui)).toBe(' move may be move-down, move-up');
    type(ui, 'j');
    expect(lastLine(ui)).toContain('Help');
  });

  it('lists how the line may go on, with what it does and its keys, and Tab goes through that and back', () => {
    const ui = controller();
    type(ui, ':', ...'move');
    expect(line(ui, 21)).toMatch(/^ move-down +one row down \(j Down\)/);
    type(ui, 'tab');
    expect(lastLine(ui)).toBe(':move-down');
    type(ui, 'tab', 'tab');
    expect(lastLine(ui)).toBe(':move');
    type(ui, 'S-tab');
    expect(lastLine(ui)).toBe(':move-up');
  });

  it('brings back earlier lines with Up, and forgets none that was left with Escape', () => {
    const ui = controller();
    type(ui, ':', ...'top', 'enter', ':', ...'bottom', 'enter', ':', 'up', 'up');
    expect(lastLine(ui)).toBe(':top');
    type(ui, 'down');
    expect(lastLine(ui)).toBe(':bottom');
    type(ui, 'escape');
    expect(ui.state.prompt).toBeNull();
    expect(ui.state.views).toEqual(['connections']);
  });

  it('takes pasted text as one line, and wide characters whole', () => {
    const ui = controller();
    type(ui, ':');
    ui.paste('你好\n🚀\x1b[2J');
    expect(lastLine(ui)).toMatch(/^:你好 🚀\[2J /);
    type(ui, 'left', 'left', 'left', 'backspace', 'backspace');
    expect(lastLine(ui)).toMatch(/^:你好\[2J /);
  });

  it('keeps the cursor on the screen in a line that is longer', () => {
    const ui = controller();
    type(ui, ':', ...'x'.repeat(300), 'z');
    expect(lastLine(ui)).toContain('xz');
    expect(ui.frame(SIZE).at(79, 23).style).not.toBe('cursor');
  });
});
