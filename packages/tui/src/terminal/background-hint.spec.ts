import { hintedBackground } from './background-hint';

describe('hintedBackground()', () => {
  it.each([
    ['0;default;15', 'light'],
    ['15;0', 'dark'],
    ['0;7', 'light'],
    ['15;8', 'dark'],
    ['12;default;4', 'dark'],
    ['default;default', null],
    ['15;99', null],
    ['', null],
    [undefined, null],
  ])('takes COLORFGBG=%s for %s', (COLORFGBG, background) => {
    expect(hintedBackground({ COLORFGBG })).toBe(background);
  });
});
