import { attributesOf, THEME_NAMES } from './theme';

const of = (theme: (typeof THEME_NAMES)[number], colorCount: number) =>
  attributesOf('packet-reset', 'none', { theme, colorCount }).foreground;

describe('attributesOf()', () => {
  it('gives each theme its colours, the terminal its own where it has fewer than 256, and none where none may be used', () => {
    expect(THEME_NAMES.map((theme) => of(theme, 256))).toEqual([1, 203, 124, 9, null]);
    expect(THEME_NAMES.map((theme) => of(theme, 8))).toEqual([1, 1, 1, 1, null]);
    expect(THEME_NAMES.map((theme) => of(theme, 0))).toEqual([null, null, null, null, null]);
  });

  it('leaves the background to the terminal, and shows what is selected without colour', () => {
    for (const theme of THEME_NAMES) {
      expect(attributesOf('packet', 'none', { theme, colorCount: 256 }).background).toBeNull();
      expect(attributesOf('packet', 'selected', { theme, colorCount: 256 })).toMatchObject({
        inverse: true,
        foreground: null,
      });
    }
  });
});
