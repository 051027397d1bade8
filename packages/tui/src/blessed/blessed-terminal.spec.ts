import { existsSync } from 'node:fs';
import { FakeTerminal } from '../../test/xterm';
import { TtyInput } from '../terminal/tty-input';
import { CellGrid } from '../view/screen/cell-grid';
import { Painter } from '../view/screen/painter';
import { screenFrame } from '../view/screen/screen-frame';
import { BlessedTerminal } from './blessed-terminal';

const FOLDERS = ['/lib/terminfo', '/usr/share/terminfo', '/etc/terminfo'];
const TERMINALS = [
  'xterm-256color',
  'tmux-256color',
  'screen-256color',
  'alacritty',
  'xterm-kitty',
  'foot',
  'konsole-256color',
];

const isInstalled = (name: string) => FOLDERS.some((folder) => existsSync(`${folder}/${name.charAt(0)}/${name}`));

function open(terminal: FakeTerminal, name: string, isUtf8 = true) {
  const input = new TtyInput(terminal.keyboard);
  return new BlessedTerminal({ input, output: terminal.output, terminal: name, isUtf8, isColored: true });
}

describe('BlessedTerminal', () => {
  // An entry that is not installed is taken for xterm-256color: the same must hold.
  it.each(TERMINALS)('knows the 256 colours of %s and reports nothing on standard error', (name) => {
    const reported = jest.spyOn(console, 'error');
    const screen = open(new FakeTerminal(80, 24), name);
    expect([isInstalled(name), screen.colorCount, screen.canAddressCursor]).toEqual([isInstalled(name), 256, true]);
    expect(reported).not.toHaveBeenCalled();
    screen.destroy();
  });

  it('takes a modern terminal without an entry for xterm-256color, others for xterm', () => {
    const colors = ['xterm-ghostty', 'nonesuch'].map((name) => {
      const screen = open(new FakeTerminal(80, 24), name);
      const { colorCount } = screen;
      screen.destroy();
      return colorCount;
    });
    expect(colors).toEqual([256, 8]);
  });

  it('render() draws wide characters, emoji and marks where the layout counts them', async () => {
    const terminal = new FakeTerminal(20, 3);
    const screen = open(terminal, 'xterm-256color');
    screen.onFrame(({ columns, rows }) => {
      const grid = new CellGrid(columns, rows);
      const painter = new Painter(
        grid,
        { x: 0, y: 0, width: columns, height: rows },
        { asciiGlyphs: false, asciiText: false },
      );
      painter.text(painter.text(0, 0, '你🚀e\u0301｜', 'plain'), 0, '|', 'plain');
      return screenFrame(grid);
    });
    screen.render();
    await terminal.settled();
    expect(terminal.lines()[0]).toBe('你🚀e\u0301｜|');
    expect(terminal.charAt(7, 0)).toBe('|');
    screen.destroy();
  });

  it('onKey() gives each key once, by the name that the commands have', async () => {
    const terminal = new FakeTerminal(80, 24);
    const screen = open(terminal, 'xterm-256color');
    const keys: string[] = [];
    screen.onKey((key) => keys.push(key));
    terminal.keyboard.type('\rjG?\x1b[6~\x1b[Z\x06 \t\x7f\x1bOP\x1b[11~🚀');
    const expected = [
      'enter',
      'j',
      'G',
      '?',
      'pagedown',
      'S-tab',
      'C-f',
      'space',
      'tab',
      'backspace',
      'f1',
      'f1',
      '🚀',
    ];
    expect(keys).toEqual(expected);
    screen.destroy();
    await terminal.settled();
  });
});
