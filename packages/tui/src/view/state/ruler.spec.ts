import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';
import { rulerLines } from './ruler';
import { UiContent } from './ui-content';

const SIZE = { columns: 80, rows: 24 };
const rows = new UiContent(snapshotOf(demoRecording())).rows(0);

function controller() {
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot: snapshotOf(demoRecording()), display });
}

const screen = (ui: UiController) => screenText(ui.frame(SIZE));

describe('rulerLines()', () => {
  it('puts as many lines between rows as there was time', () => {
    const lines = rulerLines(rows, { cursor: 0, top: 0 }, 7, 10_000);
    expect(lines.map(({ kind }) => kind)).toEqual(['row', 'gap', 'row', 'gap', 'row', 'gap', 'row']);
  });

  it('breaks a long gap in the middle, and says how long it was', () => {
    const lines = rulerLines(rows, { cursor: 0, top: 0 }, 5, 100);
    expect(lines).toEqual([
      { kind: 'row', place: 0 },
      { kind: 'gap', after: 0, brokenNs: null },
      { kind: 'gap', after: 0, brokenNs: 20_000n },
      { kind: 'gap', after: 0, brokenNs: null },
      { kind: 'row', place: 1 },
    ]);
  });

  it('always has the row under the cursor on the screen', () => {
    for (let cursor = 0; cursor < rows.length; cursor++) {
      for (const height of [1, 2, 5, 20]) {
        const lines = rulerLines(rows, { cursor, top: Math.max(0, cursor - height + 1) }, height, 1000);
        expect(lines.some((line) => line.kind === 'row' && line.place === cursor)).toBe(true);
        expect(lines.length).toBeLessThanOrEqual(height);
      }
    }
  });
});

describe('the ruler', () => {
  it('is turned on and off with W, and has a scale that + and - change', () => {
    const ui = controller();
    ui.key('W');
    expect(screen(ui)[0]).toContain('a line is 10.0µs');
    const times = () => screen(ui).filter((line) => /^\d\.\d{6}/.test(line)).length;
    const wide = times();
    ui.key('+');
    expect(times()).toBeLessThan(wide);
    ui.key('+');
    ui.key('+');
    expect(screen(ui).some((line) => line.startsWith('⋮ 20.0µs'))).toBe(true);
    ui.key('-');
    ui.key('-');
    ui.key('-');
    expect(times()).toBe(wide);
    ui.key('W');
    expect(times()).toBeGreaterThan(wide);
  });

  it('goes on with the lifelines and the brackets between rows, and takes presses on rows alone', () => {
    const ui = controller();
    for (const key of ['6', 'G', 'W', '+']) ui.key(key);
    const lines = screen(ui);
    const gap = lines.findIndex((line, i) => i > 3 && /^ {9}/.test(line) && line.includes('│'));
    expect(lines[gap]).toMatch(/│ {22}│ {6}[│ ]/);
    const before = ui.state.ladder.cursor;
    ui.press(5, gap);
    expect(ui.state.ladder.cursor).toBe(before);
    ui.press(5, 2);
    expect(ui.state.ladder.cursor).toBeLessThan(before);
  });
});
