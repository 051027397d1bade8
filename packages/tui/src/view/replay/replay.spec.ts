import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';

const SIZE = { columns: 80, rows: 24 };

/** A UI whose clock stands still until a test moves it. */
function replaying(size = SIZE) {
  let nowMs = 1000;
  const display = { size, charset: { asciiGlyphs: false, asciiText: false } };
  const ui = new UiController({ title: 'demo', snapshot: snapshotOf(demoRecording()), display, nowMs: () => nowMs });
  ui.key('r');
  ui.tick();
  const wait = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      nowMs += Math.min(100, ms - passed);
      ui.tick();
    }
  };
  const lines = () => screenText(ui.frame(size));
  return { ui, wait, lines };
}

const clock = (lines: readonly string[]) => (lines[22] ?? '').trimEnd();
const rows = (lines: readonly string[]) => lines.filter((line) => /^\d\.\d{6}/.test(line));

describe('the replay', () => {
  it('chooses a speed at which steps of ten microseconds can be seen, and plays row after row', () => {
    const { ui, wait, lines } = replaying();
    expect(clock(lines())).toBe(' 0.000 000 000 s  1:10,000  playing  row 1/27');
    expect(ui.nextTickMs).toBe(33);
    wait(300);
    expect(clock(lines())).toMatch(/ 0\.000 030 000 s {2}1:10,000 {2}playing {2}row 2\/27/);
    expect(rows(lines())).toHaveLength(2);
  });

  it('shows a packet on its way, and changes the state of the other end on arrival', () => {
    const { wait, lines } = replaying();
    while (!(rows(lines()).at(-1) ?? '').includes('SYN-S')) wait(10);
    const early = rows(lines()).at(-1) ?? '';
    expect(early).toMatch(/SYN-S│.{0,20}▶ +│ /);
    wait(85);
    const late = rows(lines()).at(-1) ?? '';
    expect(late).toMatch(/SYN-S│──SYN 0─+▶│/);
    expect(lines()[21]).toMatch(/client SYN-SENT {2}in connect\(3\).* server LISTEN {2}in accept\(3\)/);
  });

  it('ends at the last row, and Space begins again', () => {
    const { ui, wait, lines } = replaying();
    wait(60_000);
    expect(clock(lines())).toContain('paused  row 27/27');
    expect(ui.nextTickMs).toBeNull();
    ui.key('space');
    ui.tick();
    expect(clock(lines())).toContain('playing  row 1/27');
  });

  it('pauses, steps, goes back, and moves as in a list', () => {
    const { ui, wait, lines } = replaying();
    wait(500);
    ui.key('space');
    const { shown } = ui.state.replay;
    wait(5000);
    expect(ui.state.replay.shown).toBe(shown);
    ui.key('.');
    expect(ui.state.replay.shown).toBe(shown + 1);
    ui.key(',');
    ui.key('k');
    expect(ui.state.replay.shown).toBe(shown - 1);
    ui.key('G');
    expect(clock(lines())).toContain('row 27/27');
    ui.key('g');
    ui.key('g');
    expect(ui.state.replay.shown).toBe(0);
  });

  it('goes slower and faster by tens', () => {
    const { ui, lines } = replaying();
    ui.key('-');
    expect(clock(lines())).toContain('1:100,000');
    for (let i = 0; i < 9; i++) ui.key('+');
    expect(clock(lines())).toContain('100x');
  });

  it('shortens waits that nobody would watch, and says so', () => {
    const { ui, wait, lines } = replaying();
    for (let i = 0; i < 3; i++) ui.key('-');
    wait(300);
    expect(clock(lines())).toMatch(/1:1,000,000 {2}playing {2}row 1\/27 {2}20\.0µs shortened$/);
    wait(1800);
    expect(ui.state.replay.shown).toBe(2);
  });

  it('leads to the ladder at the row that came last, and q back to where the ladder was', () => {
    const { ui, wait } = replaying();
    wait(500);
    const { shown } = ui.state.replay;
    ui.key('enter');
    expect([ui.state.views.at(-1), ui.state.ladder.cursor]).toEqual(['ladder', shown - 1]);
    ui.key('R');
    expect(ui.state.replay.shown).toBe(shown - 1);
    ui.key('q');
    expect(ui.state.views.at(-1)).toBe('ladder');
  });

  it('makes up for no time in which nothing was drawn', () => {
    const { ui } = replaying();
    ui.key('?');
    const before = ui.state.replay.shown;
    ui.key('q');
    ui.tick();
    expect(ui.state.replay.shown).toBeLessThanOrEqual(before + 3);
  });

  it.each([
    ['seek 50%', 14],
    ['50%', 14],
    ['seek #1', 7],
    ['seek 0.000100', 7],
    ['@0.000100', 7],
    ['seek 10us', 2],
    ['seek 7', 27],
    ['9', 9],
    ['seek 99', 27],
  ])('goes to the moment that :%s names, and stands there', (line, shown) => {
    const { ui } = replaying();
    for (const key of [':', ...line, 'enter']) ui.key(key === ' ' ? 'space' : key);
    expect(ui.state.replay).toMatchObject({ shown, isPlaying: false });
  });

  it('counts a span from the moment on the clock, and says where a place is none', () => {
    const { ui, lines } = replaying();
    for (const key of [':', ...'seek 50%', 'enter']) ui.key(key);
    const before = ui.state.replay.shown;
    for (const key of ['@', ...'+20us', 'enter']) ui.key(key);
    expect(ui.state.replay.shown).toBe(before + 2);
    for (const key of ['@', ...'soon', 'enter']) ui.key(key);
    expect(lines()[23]).toContain('no place soon: 50%, 1.25, +10ms, #7 or 13:05:09');
  });

  it('goes where the bar is pressed, and along with the mouse', () => {
    const { ui } = replaying();
    ui.press(40, 20);
    expect(ui.state.replay).toMatchObject({ shown: 14, isPlaying: false });
    ui.drag(79, 20);
    expect(ui.state.replay.shown).toBe(27);
    ui.drag(0, 20);
    expect(ui.state.replay.shown).toBe(0);
    ui.press(40, 5);
    expect(ui.state.replay.shown).toBe(0);
  });

  it('fits into small screens', () => {
    const { wait, lines } = replaying({ columns: 40, rows: 8 });
    wait(400);
    expect(lines().join('\n')).toContain('playing');
  });
});
