import { displayWidth } from '@sockscope/timeline';
import { demoRuns } from '../../../test/demo-runs';
import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { screenLayout } from '../screen/screen-layout';
import type { Size } from '../screen/rectangle';
import { UiController } from '../ui-controller';
import type { UiSnapshot } from '../ui-source';

const SIZE = { columns: 80, rows: 24 };

function controller(snapshot: UiSnapshot = snapshotOf(demoRecording()), size: Size = SIZE): UiController {
  const display = { size, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot, display });
}

const press = (ui: UiController, ...keys: readonly string[]): void => keys.forEach((key) => void ui.key(key));
const lines = (ui: UiController, size: Size = SIZE): readonly string[] => screenText(ui.frame(size));
const detailOf = (ui: UiController, size: Size = SIZE) => screenLayout(size, 'ladder', ui.state.panes).detail;

describe('scrolling to the sides', () => {
  it('key() shows calls and notes whole, step by step to the right end, and fits the ladder again', () => {
    const ui = controller();
    press(ui, '1', '8', 'G');
    const fitted = lines(ui);
    expect(fitted.join('\n')).not.toContain('connect(3,127.0.0.1:8888) = 0');
    press(ui, 'l');
    expect(lines(ui).join('\n')).toContain('connect(3,127.0.0.1:8888) = 0');
    press(ui, 'l');
    expect(lines(ui)[0]).toContain('from column 9');
    press(ui, '$');
    expect(lines(ui).join('\n')).toMatch(/sent by|by send\(4, 25\)/);
    const { x = 0 } = ui.state.scrolled ?? {};
    press(ui, 'l', 'l');
    expect(ui.state.scrolled?.x).toBe(x);
    press(ui, '0');
    expect(lines(ui)).toEqual(fitted);
  });

  it('key() shows the columns of a list that have no room, and leaves a list alone that is whole', () => {
    const ui = controller(snapshotOf(demoRecording({ count: 3 })));
    expect(lines(ui).join('\n')).not.toContain('DURATION');
    press(ui, '$');
    expect(lines(ui).join('\n')).toContain('DURATION');
    press(ui, ...'hhhhhhhhhhhhh');
    expect(ui.state.scrolled).toBeNull();
    const wide = controller(demoRuns(), { columns: 200, rows: 60 });
    press(wide, 'l');
    expect(wide.state).toMatchObject({ scrolled: null, notice: { text: 'nothing is cut here' } });
  });

  it('frame() keeps wide characters whole at both edges', () => {
    const ui = controller(demoRuns(), { columns: 24, rows: 10 });
    press(ui, 'l');
    for (let columns = 24; columns < 60; columns += 1) {
      for (const line of lines(ui, { columns, rows: 10 })) expect(displayWidth(line)).toBe(columns);
    }
  });
});

describe('the border between ladder and detail', () => {
  it('key() moves it as far as both have room, and back', () => {
    const ui = controller();
    const before = detailOf(ui)?.height ?? 0;
    press(ui, '<', '<');
    expect(detailOf(ui)?.height).toBe(before + 2);
    press(ui, ...'<<<<<<<<<<<<<<<<<<<<<<');
    expect(detailOf(ui)?.height).toBe(18);
    press(ui, '>');
    expect(detailOf(ui)?.height).toBe(17);
    press(ui, '9', '9', '>');
    expect(lines(ui).join('\n')).toContain('TIME');
  });

  it('drag() takes it along, and nothing else', () => {
    const ui = controller();
    const { y } = screenLayout(SIZE, 'ladder', ui.state.panes).rule!;
    ui.press(10, y);
    ui.drag(10, y - 3);
    expect(screenLayout(SIZE, 'ladder', ui.state.panes).rule?.y).toBe(y - 3);
    ui.drag(10, 0);
    expect(screenLayout(SIZE, 'ladder', ui.state.panes).rule?.y).toBe(4);
    ui.drag(10, 12);
    expect(screenLayout(SIZE, 'ladder', ui.state.panes).rule?.y).toBe(12);
    ui.press(10, 3);
    ui.drag(10, 8);
    expect(screenLayout(SIZE, 'ladder', ui.state.panes).rule?.y).toBe(12);
  });

  it('key() zooms the pane that has the keys, and back', () => {
    const ui = controller();
    press(ui, 'z');
    expect(detailOf(ui)).toBeNull();
    press(ui, 'z', 'tab', 'z');
    expect(ui.state).toMatchObject({ views: ['ladder', 'detail'] });
    press(ui, 'z');
    expect(ui.state).toMatchObject({ views: ['ladder'], focus: 'detail' });
    expect(detailOf(ui)).not.toBeNull();
  });

  it('key() puts the detail right of the ladder, or below it', () => {
    const ui = controller();
    press(ui, '|');
    expect(detailOf(ui)).toMatchObject({ y: 1, height: 22 });
    expect(lines(ui).every((line) => displayWidth(line) === 80)).toBe(true);
    press(ui, '|');
    expect(detailOf(ui, { columns: 200, rows: 60 })).toMatchObject({ x: 0, width: 200 });
    press(ui, '|');
    expect(detailOf(ui, { columns: 200, rows: 60 })).toMatchObject({ y: 1 });
  });
});
