import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRecording } from './demo-recording';
import { writeRecordingFile } from './recording-file';
import { Tmux, tmuxMissing } from './tmux';

const RUNNER = join(__dirname, 'ui-runner.cjs');
const NORMAL_SCREEN = '0 1 0 0';

const missing = tmuxMissing();
if (missing !== null) console.warn(`SKIPPED: the UI in a real terminal: ${missing}`);
const describeInTmux = missing === null ? describe : describe.skip;

jest.setTimeout(30_000);

describeInTmux('runUi() in tmux', () => {
  let folder: string;
  let tmux: Tmux;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sockscope-tui-'));
    writeRecordingFile(join(folder, 'recording'), demoRecording({ count: 2 }));
    tmux = new Tmux(80, 24);
  });

  afterEach(() => {
    tmux.close();
    rmSync(folder, { recursive: true });
  });

  const command = (terminal: string, failure = '') =>
    `TMPDIR=${folder} TERM=${terminal} node ${RUNNER} ${folder}/recording ${folder}/pid ${failure}; echo "status=$?"`;

  async function started(terminal: string, failure?: string): Promise<void> {
    tmux.run(`stty -g > ${folder}/before`);
    tmux.run(command(terminal, failure));
    await tmux.until((screen) => screen.includes('2 connections') && screen.includes('Help'));
  }

  async function expectRestored(status: number): Promise<void> {
    await tmux.until((screen) => screen.includes(`status=${status}\n`));
    tmux.run(`until stty -g > ${folder}/after; do sleep 0.1; done; echo "stty done"`);
    await tmux.until((screen) => /^stty done$/m.test(screen));
    expect(tmux.modes()).toBe(NORMAL_SCREEN);
    expect(readFileSync(join(folder, 'after'), 'utf8')).toBe(readFileSync(join(folder, 'before'), 'utf8'));
  }

  /** Waits for what is not on the screen; Jest's timeout ends it otherwise. */
  async function become(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  const isRunning = (process: number) => existsSync(`/proc/${process}`);

  const pid = () => Number(readFileSync(join(folder, 'pid'), 'utf8'));

  it.each(['xterm-256color', 'tmux-256color', 'screen-256color', 'linux'])(
    'draws, scrolls and gives the terminal back under TERM=%s',
    async (terminal) => {
      await started(terminal);
      tmux.keys('Enter');
      await tmux.until((screen) => screen.includes('──SYN 0──'));
      tmux.keys('G');
      await tmux.until((screen) => /row (\d+)\/\1 /.test(screen));
      expect(tmux.screen()).not.toContain('lqqq');
      tmux.keys('q');
      await tmux.until((screen) => screen.includes('2 connections'));
      tmux.keys('q');
      await expectRestored(0);
    },
  );

  it('says why it does not run under TERM=dumb', async () => {
    tmux.run(command('dumb'));
    await tmux.until((screen) => screen.includes('status=3\n'));
    expect(tmux.screen()).toContain('no UI: the terminal (TERM=dumb) cannot place the cursor');
  });

  it('ends with 130 after Ctrl-C, the mouse being on', async () => {
    await started('xterm-256color');
    tmux.keys('%');
    await tmux.until(() => tmux.modes().split(' ')[2] === '1');
    tmux.keys('C-c');
    await expectRestored(130);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('gives the terminal back and ends with 128 + n after %s', async (signal, status) => {
    await started('xterm-256color');
    process.kill(pid(), signal);
    await expectRestored(status);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'ends after %s though nobody reads the terminal, which is given back once somebody does',
    async (signal, status) => {
      await started('xterm-256color');
      tmux.keys('%');
      await tmux.until(() => tmux.modes().split(' ')[2] === '1');
      tmux.stall();
      process.kill(pid(), 'SIGUSR1');
      await become(() => existsSync(`${folder}/pid.stalled`));
      process.kill(pid(), signal);
      await become(() => !isRunning(pid()));
      tmux.resume();
      await expectRestored(status);
    },
  );

  it('gives the terminal back after a crash and says one line', async () => {
    await started('xterm-256color');
    process.kill(pid(), 'SIGUSR2');
    await expectRestored(70);
    expect(tmux.screen()).toContain('sockscope: internal error: planted failure\nstatus=70\n');
  });

  it.each([
    ['exception', 'planted failure'],
    ['rejection', 'planted rejection'],
    ['exit', 'the thread of the views has ended'],
    ['memory', 'Worker terminated due to reaching memory limit: JS heap out of memory'],
  ])(
    'gives the terminal back after an end of the thread of the views (%s) and says one line',
    async (failure, text) => {
      await started('xterm-256color', failure);
      tmux.keys('%');
      await tmux.until(() => tmux.modes().split(' ')[2] === '1');
      tmux.keys('j');
      await expectRestored(70);
      // The longest goes on in another line.
      expect(tmux.screen().replaceAll('\n', '')).toContain(`sockscope: internal error: ${text}status=70`);
    },
  );

  it('gives the terminal back while it is stopped, and returns with fg', async () => {
    await started('xterm-256color');
    tmux.keys('C-z');
    await tmux.until((screen) => screen.includes('Stopped'));
    expect(tmux.modes()).toBe(NORMAL_SCREEN);
    tmux.run('fg');
    await tmux.until((screen) => screen.includes('2 connections'));
    tmux.keys('q');
    await tmux.until(() => tmux.modes() === NORMAL_SCREEN);
  });

  it('draws itself anew after every change of size', async () => {
    await started('tmux-256color');
    tmux.keys('Enter');
    for (const [columns, rows] of [
      [200, 60],
      [40, 10],
      [80, 24],
    ] as const) {
      tmux.resize(columns, rows);
      await tmux.until((screen) => screen.split('\n')[rows - 1]?.includes('q Back') === true);
      expect(tmux.screen()).toContain('TIME');
    }
    tmux.keys('Q');
    await expectRestored(0);
  });

  it('filters while one types, searches, replays, and saves what is filtered', async () => {
    await started('xterm-256color');
    tmux.keys('Enter', 'f');
    tmux.run('flags.syn');
    await tmux.until((screen) => screen.includes('row 1/2  filtered of '));
    tmux.keys('/');
    tmux.run('syn,ack');
    await tmux.until((screen) => screen.includes('row 2/2'));
    tmux.keys('s');
    tmux.run(`${folder}/syn.svg`);
    await tmux.until((screen) => screen.includes('saved 2 rows'));
    expect(readFileSync(join(folder, 'syn.svg'), 'utf8')).toContain('SYN,ACK 0 +1');
    tmux.keys('s');
    tmux.run(`${folder}/syn.svg`);
    await tmux.until((screen) => screen.includes('is there already. Replace it? y Yes  n No'));
    tmux.keys('y');
    await tmux.until((screen) => screen.includes('saved 2 rows'));
    tmux.keys('C', 'r');
    await tmux.until((screen) => /paused {2}row (\d+)\/\1$/m.test(screen));
    tmux.keys('Q');
    await expectRestored(0);
  });

  it('copies a row and marked rows to the clipboard of the terminal', async () => {
    tmux.takeClipboard();
    await started('tmux-256color');
    tmux.keys('Enter', 'y');
    await tmux.until((screen) => screen.includes('row 1 copied'));
    expect(tmux.clipboard()).toMatch(/^0\.000000000 {2}server-\d+ {2}socket\(AF_INET, SOCK_STREAM.*\n$/);
    tmux.keys('Space', 'Space', 'y');
    await tmux.until((screen) => screen.includes('2 rows copied'));
    expect(tmux.clipboard().split('\n')).toHaveLength(3);
    tmux.keys('Q');
    await expectRestored(0);
  });

  it('reads keys from the terminal where standard input is a pipe', async () => {
    tmux.run(`echo ignored | ${command('xterm-256color')}`);
    await tmux.until((screen) => screen.includes('2 connections'));
    tmux.keys('q');
    await tmux.until((screen) => screen.includes('status=0\n'));
    expect(tmux.modes()).toBe(NORMAL_SCREEN);
  });
});
