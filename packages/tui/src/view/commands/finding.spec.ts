import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';
import type { UiSnapshot } from '../ui-source';

const SIZE = { columns: 80, rows: 24 };
const REFUSED = snapshotOf(demoRecording({ count: 2, withRefused: true }));

function controller(snapshot: UiSnapshot = snapshotOf(demoRecording()), nowMs?: () => number) {
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot, display, ...(nowMs && { nowMs }) });
}

function type(ui: UiController, ...keys: readonly string[]) {
  return keys.map((key) => ui.key(key)).at(-1) ?? null;
}

const screen = (ui: UiController) => screenText(ui.frame(SIZE));
const lastLine = (ui: UiController) => (screen(ui)[23] ?? '').trimEnd();
const status = (ui: UiController) => screen(ui)[0] ?? '';
/** Times of the ladder's rows on the screen. */
const rows = (ui: UiController) => screen(ui).filter((line) => /^\d\.\d{6}/.test(line));

describe('the display filter', () => {
  it('shows while it is typed what passes, and how many that are', () => {
    const ui = controller();
    type(ui, 'f', ...'flags.syn');
    expect(rows(ui)).toHaveLength(2);
    expect(lastLine(ui)).toMatch(/^filter: flags\.syn .* 2 of 27 rows$/);
    type(ui, 'enter');
    expect(rows(ui)).toHaveLength(2);
    expect(status(ui)).toContain('row 1/2  filtered of 27');
  });

  it('keeps the last that was right while the text goes on, says what is missing, and Tab completes it', () => {
    const ui = controller();
    type(ui, 'f', ...'flags.syn and ow');
    expect(rows(ui)).toHaveLength(2);
    expect(lastLine(ui)).toMatch(/… no field ow$/);
    type(ui, 'tab', 'space', ...'== kernel');
    expect(lastLine(ui)).toMatch(/^filter: flags\.syn and owner == kernel .* 1 of 27 rows$/);
  });

  it('keeps the prompt open where the text is no filter, with the cursor at the place', () => {
    const ui = controller();
    type(ui, 'f', ...'port == http', 'enter');
    expect(ui.state.prompt).toMatchObject({ text: 'port == http', cursor: 8 });
    expect(lastLine(ui)).toMatch(/expected a whole number, found http$/);
    type(ui, 'escape');
    expect(rows(ui).length).toBeGreaterThan(2);
  });

  it('Escape brings back the filter before, and C clears it', () => {
    const ui = controller();
    type(ui, 'f', ...'flags.syn', 'enter', 'f', ...' and udp');
    expect(rows(ui)).toHaveLength(0);
    type(ui, 'escape');
    expect(rows(ui)).toHaveLength(2);
    type(ui, 'C');
    expect(rows(ui).length).toBeGreaterThan(2);
  });

  it('keeps the cursor on its row, or goes to the next that passes', () => {
    const ui = controller();
    type(ui, ':', ...'#2', 'enter', 'f', ...'owner == kernel', 'enter');
    expect(ui.state.ladder.key).toBe('#2');
    type(ui, 'C', 'k', 'f', ...'frame.number > 3', 'enter');
    expect(ui.state.ladder.key).toBe('#4');
  });

  it('says where no row passes', () => {
    const ui = controller();
    type(ui, 'f', ...'udp', 'enter');
    expect(screen(ui)[2]).toContain('No row passes the filter.');
    expect(lastLine(ui)).toBe(' no row passes the filter; C clears it');
  });

  it('goes on between keys where there are many rows', () => {
    const { timeline, recording } = snapshotOf(demoRecording({ count: 200 }));
    let now = 0;
    const ui = controller({ timeline, recording }, () => (now += 5));
    type(ui, 'a', 'f', ...'flags.syn', 'enter');
    expect(status(ui)).toMatch(/filtering \d+%/);
    let ticks = 0;
    while (ui.nextTickMs !== null && ticks++ < 1000) ui.tick();
    expect(status(ui)).toContain('row 1/400  filtered of');
    expect(ticks).toBeGreaterThan(1);
  });

  it('leaves in the list of connections those of which a row passes', () => {
    const ui = controller(REFUSED);
    type(ui, 'f', ...'outcome == refused');
    expect(lastLine(ui)).toMatch(/^filter: outcome == refused .* 1 of 3 connections$/);
    type(ui, 'enter');
    expect(status(ui)).toContain('1/1  filtered of 3');
    expect(screen(ui)[2]).toContain('refused');
    type(ui, 'enter', 'C', 'escape');
    expect(status(ui)).toContain('/3');
  });

  it('has help for every field', () => {
    const ui = controller();
    type(ui, ':', ...'filter-help', 'enter');
    expect(screen(ui).join('\n')).toContain('== ECONNREFUSED');
  });
});

describe('the search', () => {
  it('goes to the first match while it is typed, with the count, and on with n and N around the ends', () => {
    const ui = controller();
    type(ui, '/', ...'syn,');
    expect(lastLine(ui)).toMatch(/^\/syn, .* 1\/1$/);
    expect(ui.state.ladder.key).toBe('#2');
    type(ui, 'enter', '/', ...'send', 'enter');
    const first = ui.state.ladder.cursor;
    type(ui, 'n');
    expect(ui.state.ladder.cursor).toBeGreaterThan(first);
    expect(lastLine(ui)).toMatch(/^ \/send {2}2\/\d+$/);
    type(ui, 'N');
    expect(ui.state.ladder.cursor).toBe(first);
    type(ui, 'N');
    expect(lastLine(ui)).toMatch(/^ \/send {2}(\d+)\/\1$/);
  });

  it('goes back with Escape', () => {
    const ui = controller();
    type(ui, 'j', 'j', '/', ...'FIN');
    expect(ui.state.ladder.cursor).toBeGreaterThan(2);
    type(ui, 'escape');
    expect(ui.state.ladder.cursor).toBe(2);
    expect(ui.state.search.text).toBe('');
  });

  it('finds data that is sent, and marks it on the screen', () => {
    const ui = controller();
    type(ui, '/', ...'客户端', 'enter');
    expect(ui.state.search.text).toBe('客户端');
    expect(lastLine(ui)).not.toContain('not found');
    type(ui, 'enter', '/', ...'客户', 'enter');
    const grid = ui.frame(SIZE);
    const found = Array.from({ length: 24 * 80 }, (_, i) => grid.at(i % 80, Math.floor(i / 80))).filter(
      ({ emphasis }) => emphasis === 'found',
    );
    expect(found.map(({ text }) => text).join('')).toContain('客 户 ');
  });

  it('finds nothing and says so', () => {
    const ui = controller();
    type(ui, '/', ...'nowhere', 'enter', 'n');
    expect(lastLine(ui)).toBe(' /nowhere  not found');
  });

  it('searches the text of the detail', () => {
    const ui = controller();
    type(ui, '1', '8', 'G', 'enter', '/', ...'window', 'enter');
    expect(ui.state.detail.cursor).toBeGreaterThan(0);
    type(ui, 'n');
    expect(lastLine(ui)).toMatch(/^ \/window {2}\d\/\d$/);
    expect(ui.state.ladder.cursor).toBe(17);
  });
});

describe('marks and jumps', () => {
  it('gives rows letters and goes there, and back where the jump began', () => {
    const ui = controller();
    type(ui, '3', 'G', 'm', 'a', 'G', "'", 'a');
    expect(ui.state.ladder.cursor).toBe(2);
    expect(rows(ui).some((line) => /^\d\.\d{6}a/.test(line))).toBe(true);
    type(ui, "'", "'");
    expect(ui.state.ladder.cursor).toBe(26);
    type(ui, "'", 'b');
    expect(lastLine(ui)).toBe(' no mark b');
  });

  it('goes to marks of another ladder', () => {
    const ui = controller(REFUSED);
    type(ui, 'enter', '3', 'G', 'm', 'x', ']', 'c', "'", 'x');
    expect([ui.state.choice, ui.state.ladder.cursor]).toEqual([0, 2]);
  });

  it('marks rows with Space', () => {
    const ui = controller();
    type(ui, 'space', 'space');
    expect(ui.state.marks.keys).toHaveLength(2);
    expect(screen(ui)[2]).toMatch(/^\d\.\d{6}\*/);
    type(ui, 'u');
    expect(ui.state.marks.keys).toEqual([]);
  });

  it.each([
    ['42', 26],
    ['7', 6],
    ['@0', 0],
    ['@+1us', 1],
    ['@99', 26],
  ])('goes with :%s to row %i', (line, cursor) => {
    const ui = controller();
    type(ui, ':', ...line, 'enter');
    expect(ui.state.ladder.cursor).toBe(cursor);
  });

  it.each([
    ['@-5s', 0, ' the ladder begins after'],
    ['@99', 26, ' the ladder ends before'],
    ['@0', 0, ''],
  ])('says of :%s which end of the ladder it is beyond', (line, cursor, said) => {
    const ui = controller();
    const before = lastLine(ui);
    type(ui, 'G', 'k', ':', ...line, 'enter');
    expect([ui.state.ladder.cursor, lastLine(ui)]).toEqual([cursor, said || before]);
  });

  it('goes to a packet, and to a time of the clock', () => {
    const ui = controller();
    type(ui, ':', ...'#2', 'enter');
    expect(ui.state.ladder.key).toBe('#2');
    type(ui, ':', ...'@3:04:05', 'enter');
    expect(ui.state.ladder.cursor).toBe(0);
    type(ui, ':', ...'#99', 'enter');
    expect(lastLine(ui)).toBe(' no packet 99 here');
  });
});

describe('anomalies', () => {
  it('are marked in the ladder, stepped through, and listed with a way to their row', () => {
    const ui = controller(REFUSED);
    type(ui, 'G', 'enter');
    expect(rows(ui).some((line) => /^\d\.\d{6}!/.test(line))).toBe(true);
    type(ui, ']', 'e');
    expect(ui.state.ladder.key).toMatch(/^#/);
    type(ui, 'e');
    expect(screen(ui).join('\n')).toContain('ECONNREFUSED: Connection refused');
    type(ui, 'G', 'enter');
    expect(ui.state.views.at(-1)).toBe('ladder');
    expect(ui.state.ladder.key).toMatch(/return$/);
    expect(screen(ui).join('\n')).toContain('! refused: ECONNREFUSED: Connection refused');
    type(ui, ']', 'e');
    expect(lastLine(ui)).toBe(' nothing more stands out below');
  });
});
