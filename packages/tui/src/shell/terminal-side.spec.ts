import { PassThrough } from 'node:stream';
import { FakeTerminal } from '../../test/xterm';
import { runUi } from '../run-ui';
import type { Views, ViewsInput, ViewsNews } from '../thread/views';
import { CellGrid } from '../view/screen/cell-grid';
import { screenFrame } from '../view/screen/screen-frame';

const ENV = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };

/** Views that do nothing by themselves: a test says what they tell. */
class StuckViews implements Views {
  readonly told: ViewsInput[] = [];
  isClosed = false;
  say: (news: ViewsNews) => void = () => undefined;

  start(_setting: unknown, listener: (news: ViewsNews) => void): void {
    this.say = listener;
  }

  tell(input: ViewsInput): void {
    this.told.push(input);
  }

  close(): void {
    this.isClosed = true;
  }
}

function frameOf(text: string) {
  const grid = new CellGrid(40, 10);
  [...text].forEach((char, x) => grid.set(x, 0, { text: char, style: 'plain', emphasis: 'none' }));
  return screenFrame(grid);
}

async function start() {
  const views = new StuckViews();
  const terminal = new FakeTerminal(40, 10);
  const stderr = new PassThrough();
  const streams = { stdin: terminal.keyboard, stdout: terminal.output, stderr };
  const status = runUi({ views, ...streams, env: ENV });
  await terminal.settled();
  return { views, terminal, stderr, status };
}

describe('runUi() with views that take their time', () => {
  it.each([
    ['q', 0],
    ['\x03', 130],
  ])('shows how far the reading is, and ends at once after %j', async (key, expected) => {
    const { views, terminal, status } = await start();
    await terminal.until(() => terminal.lines()[1] === ' Reading');
    views.say({ kind: 'progress', text: 'Reading run: 34% of 1000 MB' });
    await terminal.settled();
    expect(terminal.lines()[1]).toBe(' Reading run: 34% of 1000 MB');
    terminal.keyboard.type(key);
    await expect(status).resolves.toBe(expected);
    expect(views.isClosed).toBe(true);
    await terminal.settled();
    expect(terminal.xterm.buffer.active.type).toBe('normal');
  });

  it('opens no screen where nothing can be shown, and says why', async () => {
    const { views, terminal, stderr, status } = await start();
    views.say({ kind: 'refused', problems: ['x\x1b[31m: no such file'], status: 1 });
    await expect(status).resolves.toBe(1);
    await terminal.settled();
    expect(terminal.xterm.buffer.active.type).toBe('normal');
    expect(String(stderr.read())).toBe('sockscope: x·[31m: no such file\n');
  });

  it('says what could not be read when the terminal is given back, which the status tells too', async () => {
    const { views, stderr, terminal, status } = await start();
    views.say({ kind: 'opened', problems: ['run: byte 7: cut off'], status: 1 });
    views.say({ kind: 'frame', frame: frameOf('shown') });
    await terminal.until(() => terminal.lines()[0] === 'shown');
    expect(stderr.read()).toBeNull();
    views.say({ kind: 'effect', effect: { kind: 'quit', status: 0 } });
    await expect(status).resolves.toBe(1);
    expect(String(stderr.read())).toBe('sockscope: run: byte 7: cut off\n');
  });

  it('hands keys on, and ends with Ctrl-C where a key before it was not answered for long', async () => {
    const { views, terminal, status } = await start();
    views.say({ kind: 'frame', frame: frameOf('shown') });
    await terminal.until(() => terminal.lines()[0] === 'shown');
    const now = jest.spyOn(performance, 'now').mockReturnValue(1000);
    terminal.keyboard.type('j\x03');
    await terminal.settled();
    expect(views.told).toContainEqual({ kind: 'key', key: 'C-c' });
    now.mockReturnValue(2000);
    terminal.keyboard.type('\x03');
    now.mockRestore();
    await expect(status).resolves.toBe(130);
  });

  it('takes no answer to a paste or to the wheel for that of a key', async () => {
    const { views, terminal, status } = await start();
    views.say({ kind: 'frame', frame: frameOf('shown') });
    await terminal.until(() => terminal.lines()[0] === 'shown');
    const now = jest.spyOn(performance, 'now').mockReturnValue(1000);
    terminal.keyboard.type('\x1b[200~pasted\x1b[201~\x1b[<64;5;5Mj');
    await terminal.settled();
    const asked = views.told.flatMap(({ kind }) => (kind === 'drawn' || kind === 'background' ? [] : [kind]));
    expect(asked).toEqual(['paste', 'wheel', 'key']);
    views.say({ kind: 'answered' });
    views.say({ kind: 'answered' });
    now.mockReturnValue(2000);
    terminal.keyboard.type('\x03');
    now.mockRestore();
    await expect(status).resolves.toBe(130);
  });

  it('lets the views have Ctrl-C where all that the user did is answered, however long ago', async () => {
    const { views, terminal, status } = await start();
    views.say({ kind: 'frame', frame: frameOf('shown') });
    await terminal.until(() => terminal.lines()[0] === 'shown');
    const now = jest.spyOn(performance, 'now').mockReturnValue(1000);
    terminal.keyboard.type('\x1b[200~pasted\x1b[201~j');
    await terminal.settled();
    views.say({ kind: 'answered' });
    views.say({ kind: 'answered' });
    now.mockReturnValue(2000);
    terminal.keyboard.type('\x03');
    await terminal.settled();
    now.mockRestore();
    expect(views.told).toContainEqual({ kind: 'key', key: 'C-c' });
    views.say({ kind: 'effect', effect: { kind: 'quit', status: 130 } });
    await expect(status).resolves.toBe(130);
  });

  it('ends with 70 and one line after a failure of the views', async () => {
    const { views, stderr, status } = await start();
    views.say({ kind: 'crashed', error: new Error('planted\nmore') });
    await expect(status).resolves.toBe(70);
    expect(String(stderr.read())).toBe('sockscope: internal error: planted\n');
  });
});
