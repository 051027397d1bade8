import { canRunUi } from './can-run-ui';
import { isUtf8Locale, wantsColor } from './locale';

describe('canRunUi()', () => {
  it.each([
    [true, 'xterm-256color', null],
    [true, 'linux', null],
    [false, 'xterm', 'standard output is not a terminal'],
    [true, 'dumb', 'the terminal (TERM=dumb) cannot place the cursor'],
    [true, 'unknown', 'the terminal (TERM=unknown) cannot place the cursor'],
    [true, undefined, 'TERM is not set'],
  ])('says for isTTY %s and TERM %s: %s', (isTTY, terminal, reason) => {
    expect(canRunUi({ stdout: { isTTY }, env: { TERM: terminal } })).toBe(reason);
  });
});

describe('isUtf8Locale()', () => {
  it.each([
    [{ LANG: 'C.UTF-8' }, true],
    [{ LANG: 'zh_CN.utf8' }, true],
    [{ LC_ALL: 'C', LANG: 'C.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
    [{}, false],
  ])('takes the first of LC_ALL, LC_CTYPE and LANG that is set: %j', (env, isUtf8) => {
    expect(isUtf8Locale(env)).toBe(isUtf8);
  });
});

describe('wantsColor()', () => {
  it('is false where NO_COLOR is set and not empty', () => {
    expect([{}, { NO_COLOR: '' }, { NO_COLOR: '1' }].map(wantsColor)).toEqual([true, true, false]);
  });
});
