import { PassThrough } from 'node:stream';
import type { Recording } from '@sockscope/session';
import { runUi } from '../src/run-ui';
import { recordingSource, snapshotOf } from '../src/source/recording-source';
import { viewsHere } from '../src/thread/views-here';
import { screenLayout } from '../src/view/screen/screen-layout';
import { UiController } from '../src/view/ui-controller';
import { demoRecording, hostileRecording } from './demo-recording';
import { screenText } from './screen-text';
import { FakeTerminal } from './xterm';

// A terminal in memory on a busy machine: what is awaited comes in milliseconds, or never.
jest.setTimeout(30_000);

const ENV = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };

/** Settles when the first frame is on the screen: a terminal keeps what is typed before, a fake one does not. */
async function start(recording: Recording, terminal: FakeTerminal, env: Record<string, string> = ENV) {
  const stderr = new PassThrough();
  const streams = { stdin: terminal.keyboard, stdout: terminal.output, stderr };
  const views = viewsHere({ source: recordingSource(recording), title: recording.name });
  const status = runUi({ views, ...streams, env });
  await terminal.settled();
  return { status, stderr };
}

async function press(terminal: FakeTerminal, keys: string): Promise<void> {
  terminal.keyboard.type(keys);
  await terminal.settled();
}

function isRestored({ xterm, keyboard }: FakeTerminal): boolean {
  return (
    xterm.buffer.active.type === 'normal' &&
    xterm.modes.mouseTrackingMode === 'none' &&
    !xterm.modes.bracketedPasteMode &&
    !keyboard.isRaw
  );
}

describe('runUi() on a terminal', () => {
  it('shows exactly the cells that the views draw, wide characters included', async () => {
    const terminal = new FakeTerminal(120, 30);
    const recording = demoRecording();
    const { status } = await start(recording, terminal);
    await press(terminal, '18G');
    const size = { columns: 120, rows: 30 };
    const display = { size, charset: { asciiGlyphs: false, asciiText: false } };
    const ui = new UiController({ title: recording.name, snapshot: snapshotOf(recording), display });
    for (const key of ['1', '8', 'G']) ui.key(key);
    expect(terminal.lines()).toEqual(screenText(ui.frame(size)).map((line) => line.trimEnd()));
    expect(terminal.lines().join('\n')).toContain('你好，TCP客户端！');
    await press(terminal, 'Q');
    await expect(status).resolves.toBe(0);
  });

  it('takes the light or the dark colours as the terminal says what its background is, and no key from that', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    const arrow = () => {
      const y = terminal.lines().findIndex((line) => line.includes('──SYN 0──'));
      const x = terminal.lines()[y]?.indexOf('──SYN') ?? 0;
      return terminal.xterm.buffer.active.getLine(y)?.getCell(x)?.getFgColor();
    };
    await press(terminal, '10G');
    expect(arrow()).toBe(2);
    await press(terminal, '\x1b]11;rgb:ffff/ffff/ffff\x07');
    await terminal.until(() => arrow() === 22);
    expect(terminal.lines()[0]).toContain('row 10/27');
    await press(terminal, ':set theme dark\r');
    await terminal.until(() => arrow() === 114);
    await press(terminal, 'Q');
    await status;
  });

  it.each([
    ['', 4],
    ['\x1b]4;255;rgb:eeee/eeee/eeee\x07', 25],
  ])(
    'has dark colours on a light screen where terminfo knows 8, and those of 256 when it says %j',
    async (says, color) => {
      const terminal = new FakeTerminal(80, 24);
      const { status } = await start(demoRecording(), terminal, { ...ENV, TERM: 'xterm', COLORFGBG: '0;15' });
      const lifeline = () => {
        const y = terminal.lines().findIndex((line) => line.includes('──SYN 0──'));
        const x = terminal.lines()[y]?.indexOf('──SYN') ?? 0;
        return terminal.xterm.buffer.active
          .getLine(y)
          ?.getCell(x - 1)
          ?.getFgColor();
      };
      await press(terminal, `10G${says}`);
      await terminal.until(() => lifeline() === color);
      await press(terminal, 'Q');
      await status;
    },
  );

  it('keeps the line beside the ladder in one column where rows hold Chinese text', async () => {
    const terminal = new FakeTerminal(200, 40);
    const { status } = await start(demoRecording(), terminal);
    const ruleAt = screenLayout({ columns: 200, rows: 40 }, 'ladder').rule?.x ?? -1;
    const rows = Array.from({ length: 38 }, (_, i) => i + 1);
    expect(terminal.lines().filter((line) => line.includes('客户端')).length).toBeGreaterThan(1);
    expect(rows.map((y) => terminal.charAt(ruleAt, y))).toEqual(rows.map(() => '│'));
    await press(terminal, 'Q');
    await status;
  });

  it.each([
    ['q', 'q', 0],
    ['Q', 'Q', 0],
    ['Ctrl-C', '\x03', 130],
  ])('gives the terminal back after %s', async (_name, key, expected) => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    expect(terminal.xterm.buffer.active.type).toBe('alternate');
    expect(terminal.keyboard.isRaw).toBe(true);
    await press(terminal, `%${key}`);
    await expect(status).resolves.toBe(expected);
    await terminal.settled();
    expect(isRestored(terminal)).toBe(true);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('gives the terminal back and ends with 128 + n after %s', async (signal, expected) => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    process.emit(signal, signal);
    await expect(status).resolves.toBe(expected);
    await terminal.settled();
    expect(isRestored(terminal)).toBe(true);
  });

  it('gives the terminal back after a failure and says one line', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status, stderr } = await start(demoRecording(), terminal);
    process.emit('uncaughtException', new Error('planted\x1b[31m\nmore'));
    await expect(status).resolves.toBe(70);
    expect(String(stderr.read())).toBe('sockscope: internal error: planted·[31m\n');
    await terminal.settled();
    expect(isRestored(terminal)).toBe(true);
  });

  it('ends with 129 when the terminal goes away', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    terminal.output.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }));
    await expect(status).resolves.toBe(129);
  });

  it('leaves no process listeners behind', async () => {
    const count = () => process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
    const before = count();
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    await press(terminal, 'Q');
    await status;
    expect(count()).toBe(before);
  });

  it('draws anew when the terminal changes its size', async () => {
    const terminal = new FakeTerminal(200, 60);
    const { status } = await start(demoRecording(), terminal);
    terminal.resize(40, 10);
    await terminal.until(() => terminal.lines()[9]?.includes('Help') === true);
    expect(terminal.lines()[1]).toContain('C :51234');
    terminal.resize(1, 1);
    await terminal.until(() => terminal.lines()[0] === 't');
    terminal.resize(80, 24);
    await terminal.until(() => terminal.lines()[23]?.includes('Help') === true);
    expect(terminal.lines()[1]).toContain('CLIENT :51234');
    await press(terminal, 'Q');
    await status;
  });

  it('turns the mouse on and off with %, and takes every step of a wheel', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    expect(terminal.xterm.modes.mouseTrackingMode).toBe('none');
    await press(terminal, '%');
    expect(terminal.xterm.modes.mouseTrackingMode).toBe('drag');
    await press(terminal, '\x1b[<65;5;5M\x1b[<65;5;5M\x1b[<65;5;5M');
    expect(terminal.lines()[0]).toContain('row 10/27');
    await press(terminal, '\x1b[<0;5;4M\x1b[<0;5;4m');
    expect(terminal.lines()[0]).toContain('row 2/27');
    const ruleAt = () => terminal.lines().findIndex((line) => line.startsWith('─'));
    const y = ruleAt();
    await press(terminal, `\x1b[<0;5;${y + 1}M\x1b[<32;5;${y - 1}M\x1b[<0;5;${y - 1}m`);
    expect(ruleAt()).toBe(y - 2);
    await press(terminal, 'Q');
    await status;
  });

  it('marks what a search finds, shows what a filter lets through, and plays a replay by itself', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    await press(terminal, '/SYN,ACK\r');
    const y = terminal.lines().findIndex((line) => line.includes('SYN,ACK'));
    const x = [...(terminal.lines()[y] ?? '')].join('').indexOf('SYN,ACK');
    const isInverse = (column: number) => terminal.xterm.buffer.active.getLine(y)?.getCell(column)?.isInverse() !== 0;
    expect([isInverse(x), isInverse(x + 6)]).toEqual([true, true]);
    await press(terminal, 'fflags.syn\r');
    expect(terminal.lines()[0]).toContain('row 2/2  filtered of 27');
    await press(terminal, 'Cr');
    await terminal.until(() => terminal.lines().some((line) => line.includes('paused  row 27/27')));
    await press(terminal, 'Q');
    await expect(status).resolves.toBe(0);
  });

  it('takes nothing that is pasted for keys', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    await press(terminal, '\x1b[200~jjjQ\x1b[201~j');
    expect(terminal.lines()[0]).toContain('row 2/27');
    await press(terminal, 'Q');
    await status;
  });

  it('tells the Escape key from an arrow whose sequence comes in two reads', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording({ count: 2 }), terminal);
    await press(terminal, '\r');
    await press(terminal, '\x1b');
    await press(terminal, '[B');
    expect(terminal.lines()[0]).toContain('row 2/');
    await press(terminal, '\x1b');
    await terminal.until(() => terminal.lines()[0]?.includes('2 connections') === true);
    await press(terminal, 'Q');
    await status;
  });

  it('draws with ASCII where the terminal draws lines two cells wide', async () => {
    const terminal = new FakeTerminal(80, 24);
    const { status } = await start(demoRecording(), terminal);
    expect(terminal.lines().join('')).toContain('│');
    await press(terminal, '\x1b[1;3R');
    expect(terminal.lines().join('')).not.toContain('│');
    await press(terminal, 'Q');
    await status;
  });

  it('keeps its glyphs where the terminal answers that they are one cell wide', async () => {
    const terminal = new FakeTerminal(80, 24, { answers: true });
    const { status } = await start(demoRecording(), terminal);
    await terminal.settled();
    expect(terminal.lines().join('')).toContain('│');
    expect(terminal.lines()[0]).toMatch(/^ demo {2}connection/);
    await press(terminal, 'Q');
    await status;
  });
});

describe('runUi() with hostile text in every field', () => {
  it('leaves no trace outside its cells', async () => {
    const terminal = new FakeTerminal(120, 30);
    let title = '';
    let isRung = false;
    terminal.xterm.onTitleChange((text) => (title = text));
    terminal.xterm.onBell(() => (isRung = true));
    const { status } = await start(hostileRecording(), terminal);
    for (let row = 1; row < 30; row++) {
      await press(terminal, `${row}G`);
      await press(terminal, '\r');
      await press(terminal, 'q');
    }
    expect(title).toBe('');
    expect(isRung).toBe(false);
    expect(terminal.lines()[1]).toMatch(/^TIME/);
    expect(terminal.lines()[29]).toContain('Help');
    expect(terminal.lines().join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    await press(terminal, 'Q');
    await status;
  });
});
