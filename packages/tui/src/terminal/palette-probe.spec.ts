import { FakeKeyboard } from '../../test/xterm';
import { askedBackground } from './background-probe';
import { answersColorQuestions, hasManyColors } from './palette-probe';
import { TtyInput } from './tty-input';

describe('hasManyColors()', () => {
  it.each([
    ['\x1b]4;255;rgb:eeee/eeee/eeee\x07', true],
    ['\x1b]4;255;rgb:ee/ee/ee\x1b\\', true],
    ['\x1b]4;255;?\x07', false],
    ['x', false],
  ])('takes %j for %s', async (report, expected) => {
    const keyboard = new FakeKeyboard();
    const input = new TtyInput(keyboard);
    const answer = hasManyColors(input);
    keyboard.type(report);
    input.close();
    expect(await answer).toBe(expected);
  });

  it('takes no answer about the background for its own, in whatever order they come', async () => {
    const keyboard = new FakeKeyboard();
    const input = new TtyInput(keyboard);
    const answers = Promise.all([askedBackground(input), hasManyColors(input)]);
    keyboard.type('\x1b]4;255;rgb:eeee/eeee/eeee\x07\x1b]11;rgb:ffff/ffff/ffff\x07');
    expect(await answers).toEqual(['light', true]);
    input.close();
  });
});

describe('answersColorQuestions()', () => {
  it('asks what is like xterm, and what has 256 colours; not consoles', () => {
    expect(['xterm', 'mlterm', 'rxvt-unicode'].map((name) => answersColorQuestions(name, 8))).toEqual([
      true,
      true,
      true,
    ]);
    expect(answersColorQuestions('tmux-256color', 256)).toBe(true);
    expect(['linux', 'vt100', 'screen'].map((name) => answersColorQuestions(name, 8))).toEqual([false, false, false]);
  });
});
