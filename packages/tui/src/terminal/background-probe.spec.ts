import { FakeKeyboard } from '../../test/xterm';
import { askedBackground } from './background-probe';
import { TtyInput } from './tty-input';

async function answered(...reads: readonly string[]) {
  const keyboard = new FakeKeyboard();
  const input = new TtyInput(keyboard);
  const keys: string[] = [];
  input.on('data', (key: Buffer) => keys.push(key.toString()));
  const background = askedBackground(input);
  for (const read of reads) keyboard.type(read);
  input.close();
  return { background: await background, keys };
}

describe('askedBackground()', () => {
  it.each([
    ['\x1b]11;rgb:ffff/ffff/ffff\x07', 'light'],
    ['\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\', 'light'],
    ['\x1b]11;rgb:1e/1e/1e\x07', 'dark'],
    ['\x1b]11;rgba:0000/2b2b/3636/ffff\x07', 'dark'],
    ['\x1b]11;rgb:0000/0000/ffff\x07', 'dark'],
  ])('takes %j for %s', async (report, background) => {
    expect(await answered(report)).toEqual({ background, keys: [] });
  });

  it('takes an answer in pieces among keys, none of which is lost', async () => {
    expect(await answered('j', '\x1b]11;rgb:ff', 'ff/ffff/ffff\x1b', '\\k')).toEqual({
      background: 'light',
      keys: ['j', 'k'],
    });
  });

  it('knows nothing without an answer, or with one that is none, which is no key either', async () => {
    expect(await answered('x')).toEqual({ background: null, keys: ['x'] });
    expect(await answered('\x1b]11;what?\x07y')).toEqual({ background: null, keys: ['y'] });
  });
});
