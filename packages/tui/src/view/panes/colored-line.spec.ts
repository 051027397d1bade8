import { demoRecording } from '../../../test/demo-recording';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';

const SIZE = { columns: 80, rows: 24 };

function controller() {
  const snapshot = snapshotOf(demoRecording({ count: 2, withRefused: true }));
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot, display });
}

const press = (ui: UiController, ...keys: readonly string[]): void => keys.forEach((key) => void ui.key(key));

/** The styles of the texts that begin with `text` in the rows of the ladder, from top to bottom. */
function stylesOf(ui: UiController, text: string): readonly string[] {
  const grid = ui.frame({ columns: 80, rows: 200 });
  const found: string[] = [];
  for (let y = 2; y < grid.rows; y++) {
    for (let x = 0; x + text.length <= grid.columns; x++) {
      if ([...text].every((char, i) => grid.at(x + i, y).text === char)) found.push(grid.at(x, y).style);
    }
  }
  return found;
}

describe('the colours of a ladder', () => {
  it('tell connections apart, whatever calls and packets are, and leave what went wrong as it is', () => {
    const ui = controller();
    press(ui, 'a', 'G');
    expect(new Set(stylesOf(ui, 'SYN 0'))).toEqual(new Set(['packet']));
    press(ui, 'c');
    expect(stylesOf(ui, '─SYN 0')).toEqual(['group-1', 'group-2', 'group-3']);
    expect(stylesOf(ui, 'SYN,ACK 0')).toEqual(['group-1', 'group-2']);
    expect(new Set(stylesOf(ui, 'RST'))).toEqual(new Set(['packet-reset']));
  });

  it('tell the processes apart, a packet with the end that it left from', () => {
    const ui = controller();
    press(ui, 'a', 'G', 'c', 'c');
    const [client = '', ...others] = stylesOf(ui, '─SYN 0');
    expect(new Set([client, ...stylesOf(ui, 'SYN,ACK 0')]).size).toBeGreaterThan(1);
    expect(client).toMatch(/^group-/);
    expect(others).not.toContain('packet');
    press(ui, 'c');
    expect(ui.state.ladder.colorMode).toBe('kind');
  });

  it('stand in the list of connections too, and in the status line', () => {
    const ui = controller();
    press(ui, 'c');
    const grid = ui.frame(SIZE);
    const numbers = [2, 3, 4].map((y) => [1, 2, 3].map((x) => grid.at(x, y).style));
    expect(numbers).toEqual(['group-1', 'group-2', 'group-3'].map((style) => [style, style, style]));
    expect(grid.text(() => false)[0]).toContain('colours by connection');
  });

  it('give each end in the list of connections that of its process, as in the ladder', () => {
    const ui = controller();
    press(ui, 'c', 'c', 'j', 'j', 'j');
    const styles = [stylesOf(ui, '127.0.0.1:5'), stylesOf(ui, '127.0.0.1:8888')];
    expect(ui.frame(SIZE).text(() => false)[0]).toContain('colours by process');
    press(ui, 'a');
    const [client = ''] = stylesOf(ui, '─SYN 0');
    const [server = ''] = stylesOf(ui, 'SYN,ACK 0');
    expect(styles).toEqual([
      [client, client, client],
      [server, server, server],
    ]);
    expect(client).not.toBe(server);
  });
});
