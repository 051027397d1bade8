import { demoRecording } from '../../../test/demo-recording';
import { demoConnectionList, demoRuns } from '../../../test/demo-runs';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';
import type { UiSnapshot } from '../ui-source';

const SIZE = { columns: 120, rows: 50 };

function controller(snapshot: UiSnapshot): UiController {
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'runs', snapshot, display });
}

function press(ui: UiController, ...keys: readonly string[]) {
  return keys.map((key) => ui.key(key)).at(-1) ?? null;
}

const screen = (ui: UiController): string => screenText(ui.frame(SIZE)).join('\n');

/** The names in the list, from the top. */
const names = (ui: UiController): readonly string[] =>
  screenText(ui.frame(SIZE))
    .slice(2, -1)
    .map((line) => line.slice(3).split(' ')[0] ?? '')
    .filter((name) => name !== '');

describe('the columns of a list', () => {
  it('key() takes one away, which makes room for others, and shows it again; the last one stays', () => {
    const ui = controller(snapshotOf(demoRecording({ count: 3 })));
    const heading = () => screenText(ui.frame({ columns: 80, rows: 24 }))[1] ?? '';
    expect(heading()).toContain('CLIENT');
    expect(heading()).not.toContain('RTX');
    press(ui, 'f10', ...'client', 'enter');
    expect(screen(ui)).toContain('client is taken away; :columns client shows it again');
    expect(heading()).not.toContain('CLIENT');
    expect(heading()).toContain('RTX');
    press(ui, ':', ...'columns client', 'enter');
    expect(heading()).toContain('CLIENT');
    press(ui, 'e');
    for (const name of ['connection', 'row', 'what', 'why']) press(ui, 'O', ...name, 'enter');
    expect(screen(ui)).toContain('one column has to stay');
    expect(screen(ui)).toContain('WHAT IT MEANS');
    press(ui, 'O', ...'all', 'enter');
    expect(ui.state.hiddenColumns.anomalies).toEqual([]);
    press(ui, 'O', ...'weight', 'enter');
    expect(screen(ui)).toContain('no column weight; there are connection, row, what, why');
  });

  it('key() has those that are taken away kept, and applySettings() takes them away again', () => {
    const snapshot = snapshotOf(demoRecording({ count: 3 }));
    const ui = controller(snapshot);
    press(ui, 'O', ...'server', 'enter', 'O', ...'phases', 'enter');
    const effect = press(ui, ':', ...'save-settings', 'enter');
    const hiddenColumns = { runs: [], connections: ['server', 'phases'], anomalies: [] };
    expect(effect).toMatchObject({ kind: 'save-settings', kept: { hiddenColumns } });
    const next = controller(snapshot);
    next.applySettings({ values: {}, hiddenColumns });
    expect(screen(next)).toContain('CLIENT');
    expect(screen(next)).not.toMatch(/SERVER|PHASE/);
  });

  it('frame() has all of a narrow screen where every one of them is taken away', () => {
    const ui = controller(snapshotOf(demoRecording({ count: 3 })));
    const hidden = ['number', 'client', 'handshake', 'time'];
    ui.applySettings({ values: {}, hiddenColumns: { runs: [], connections: hidden, anomalies: [] } });
    expect(screenText(ui.frame({ columns: 50, rows: 15 }))[1]).toContain('ENDS');
    expect(screenText(ui.frame({ columns: 80, rows: 15 }))[1]).toMatch(/^ *SERVER/);
  });
});

describe('the list of anomalies', () => {
  it('key() sorts it by a column, and opens what is under the cursor wherever it stands', () => {
    const ui = controller(snapshotOf(demoRecording({ count: 2, withRefused: true })));
    press(ui, 'e');
    const order = () =>
      screenText(ui.frame(SIZE))
        .slice(2, 4)
        .map((line) => line.trim().split(/ +/)[1]);
    expect(order()).toEqual(['#18', 'client-4712#11']);
    expect(ui.state.anomalies).toMatchObject({ cursor: 0, at: { packet: 18 } });
    press(ui, ':', ...'sort row', 'enter', 'z');
    expect(order()).toEqual(['client-4712#11', '#18']);
    expect(screen(ui)).toContain('by row▼');
    expect(ui.state.anomalies).toMatchObject({ cursor: 1, at: { packet: 18 } });
    press(ui, 'enter');
    expect(ui.state.ladder.key).toBe('#18');
    press(ui, 'e', ':', ...'sort-none', 'enter');
    expect(order()).toEqual(['#18', 'client-4712#11']);
  });
});

describe('the list of runs', () => {
  it('key() sorts it by a column, the other way round and as given; those without a value come last', () => {
    const ui = controller(demoRuns());
    press(ui, ':', ...'sort handshake', 'enter');
    expect(names(ui)).toEqual(['低延迟', 'before', 'after', 'cut-off', 'broken', 'not-read-yet']);
    expect(screen(ui)).toContain('▲HANDSHAKE');
    press(ui, 'z');
    expect(names(ui)).toEqual(['after', 'before', '低延迟', 'cut-off', 'broken', 'not-read-yet']);
    expect(screen(ui)).toMatch(/by handshake▼.*\n.*▼HANDSHAKE/);
    press(ui, '<', '<', 'z');
    expect(screen(ui)).toContain('▲PACKETS');
    press(ui, ':', ...'sort-none', 'enter');
    expect(names(ui)).toEqual(['before', 'after', '低延迟', 'cut-off', 'broken', 'not-read-yet']);
    press(ui, ':', ...'sort weight', 'enter');
    expect(screen(ui)).toContain('no column weight; there are run, state, start');
  });

  it('key() opens, selects and compares the run under the cursor, wherever it stands', () => {
    const ui = controller(demoRuns());
    press(ui, 'j', 'z', 'z');
    expect(ui.state.runs).toMatchObject({ at: 1, cursor: 0 });
    press(ui, 'b', 'space', 'space');
    expect(ui.state.runs).toMatchObject({ base: 1, selected: [0, 1] });
    press(ui, 'd');
    expect(screen(ui)).toContain('Differences are to after.');
    press(ui, 'q', 'g', 'g');
    expect(press(ui, 'enter')).toEqual({ kind: 'open-run', place: 1 });
    press(ui, 'u');
    expect(ui.state.runs.selected).toEqual([]);
  });

  it('show() names the run that is on the screen in the first line, and all of them in the list', () => {
    const ui = controller(demoRuns());
    expect(screen(ui)).toMatch(/^ runs {2}6 runs /);
    ui.show({ ...demoRuns(), runs: { ...demoRuns().runs!, current: 1 } });
    expect(screen(ui)).toMatch(/^ after {2}connection 0 /);
  });

  it('key() draws the bars of a comparison on one scale, or each phase on its own', () => {
    const ui = controller(demoRuns());
    press(ui, 'd');
    const waits = () =>
      screen(ui)
        .split('\n')
        .filter((line) => line.includes('+18.4µs'));
    const before = waits();
    press(ui, 'x');
    expect(waits()).not.toEqual(before);
    expect(screen(ui).match(/-664µs {2,}0/g)).toHaveLength(5);
  });
});

describe('the list of connections of a large capture', () => {
  it('key() sorts it as the list of connections, and opens the connection under the cursor', () => {
    const ui = controller(demoConnectionList());
    expect(screen(ui)).toContain('CLIENT          SERVER         HANDSHAKE');
    press(ui, ':', ...'sort client', 'enter', 'z', 'g', 'g');
    expect(screen(ui)).toContain('CLIENT▼');
    expect(press(ui, 'enter')).toEqual({ kind: 'open-run', place: 5 });
  });

  it('key() compares only what is selected', () => {
    const ui = controller(demoConnectionList());
    press(ui, 'd');
    expect(screen(ui)).toContain('Nothing to compare');
    press(ui, 'q', 'space', 'space', 'd');
    expect(screen(ui)).toContain('Differences are to 0 127.0.0.1:51234 > 127.0.0.1:8888.');
  });
});

describe('a search outside of the ladder', () => {
  const lastLine = (ui: UiController) => screen(ui).split('\n').at(-1)?.trimEnd();

  it('key() goes to the row of a list while one types, from match to match, and back with Escape', () => {
    const ui = controller(demoRuns());
    press(ui, '/', ...'2026');
    expect(lastLine(ui)).toMatch(/^\/2026.*1\/4$/);
    press(ui, 'enter');
    expect(lastLine(ui)).toBe(' /2026  1/4');
    press(ui, '/', ...'nowhere', 'enter');
    expect(lastLine(ui)).toBe(' /nowhere  not found');
    press(ui, '/', ...'2026', 'enter', 'n', 'n');
    expect(ui.state.runs.at).toBe(2);
    press(ui, 'N');
    expect(ui.state.runs.at).toBe(1);
    expect(lastLine(ui)).toBe(' /2026  2/4');
    press(ui, '/', ...'no json');
    expect(ui.state.runs.at).toBe(4);
    press(ui, 'escape');
    expect(ui.state).toMatchObject({ runs: { at: 1 }, search: { text: '2026' } });
    press(ui, ':', ...'/nothing', 'enter');
    expect(lastLine(ui)).toBe(' /nothing  not found');
  });

  it('key() follows the order of the list', () => {
    const ui = controller(demoConnectionList());
    press(ui, ':', ...'sort client', 'enter', 'z', 'g', 'g', '/', ...'complete', 'enter');
    expect(ui.state.runs).toMatchObject({ cursor: 1, at: 4 });
  });

  it('key() scrolls a text to its lines, those at its end too, and marks them', () => {
    const ui = controller(demoRuns());
    press(ui, '?', '/', ...'keys', 'enter');
    const size = { columns: 80, rows: 12 };
    ui.frame(size);
    press(ui, '/', ...'the', 'enter');
    const counts = Array.from({ length: 4 }, () => {
      press(ui, 'n');
      return screenText(ui.frame(size)).at(-1)?.trim();
    });
    expect(new Set(counts).size).toBe(4);
    const grid = ui.frame(size);
    const emphases = Array.from({ length: 12 * 80 }, (_, i) => grid.at(i % 80, Math.floor(i / 80)).emphasis);
    expect(emphases).toContain('found');
  });
});
