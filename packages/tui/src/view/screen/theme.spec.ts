import { xtermColor } from '../save/xterm-color';
import { attributesOf, colorTheme, STYLES, THEME_NAMES } from './theme';
import type { ColorTheme } from './theme';

const COLOR_THEMES = THEME_NAMES.filter((name): name is ColorTheme => name !== 'auto');

const of = (theme: ColorTheme, colorCount: number) =>
  attributesOf('packet-reset', 'none', { theme, colorCount }).foreground;

/** As terminals have them: black, GNOME, VS Code, One Dark, Solarized, Ubuntu, Dracula, Nord. */
const DARK = ['#000000', '#171421', '#1e1e1e', '#282c34', '#002b36', '#300a24', '#282a36', '#2e3440'];
/** White, One Light, Solarized, Gruvbox. */
const LIGHT = ['#ffffff', '#fafafa', '#fdf6e3', '#fbf1c7'];

/** The eight colours of xterm and of the Linux console, whose backgrounds are black, and how bold text is shown there. */
const XTERM = ['#000000', '#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd', '#e5e5e5'];
const LINUX = ['#000000', '#aa0000', '#00aa00', '#aa5500', '#0000aa', '#aa00aa', '#00aaaa', '#aaaaaa'];
const BOLD = ['#555555', '#ff5555', '#55ff55', '#ffff55', '#5555ff', '#ff55ff', '#55ffff', '#ffffff'];

/** Relative luminance. @see WCAG 2.2, "relative luminance" */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const level = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @see WCAG 2.2, "contrast ratio" */
function contrast(one: string, other: string): number {
  const [less = 0, more = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

/** Inverse text has the same two colours, the other way round. */
function looks(theme: ColorTheme, colorCount: number) {
  return STYLES.flatMap((style) =>
    (['none', 'linked', 'found', 'selected'] as const).map((emphasis) => ({
      name: `${style} ${emphasis}`,
      ...attributesOf(style, emphasis, { theme, colorCount }),
    })),
  );
}

describe('attributesOf()', () => {
  it('gives each theme its colours, the terminal its own where it has fewer than 256, and none where none may be used', () => {
    expect(COLOR_THEMES.map((theme) => of(theme, 256))).toEqual([1, 210, 124, 210, null]);
    expect(COLOR_THEMES.map((theme) => of(theme, 8))).toEqual([1, 1, 1, 1, null]);
    expect(COLOR_THEMES.map((theme) => of(theme, 0))).toEqual([null, null, null, null, null]);
  });

  it('leaves the background to the terminal but for high contrast, and shows what is selected without colour', () => {
    for (const theme of COLOR_THEMES.filter((name) => name !== 'high-contrast')) {
      expect(attributesOf('packet', 'none', { theme, colorCount: 256 }).background).toBeNull();
      expect(attributesOf('packet', 'selected', { theme, colorCount: 256 })).toMatchObject({
        inverse: true,
        foreground: null,
      });
    }
    const own = { theme: 'high-contrast', colorCount: 256 } as const;
    expect(attributesOf('plain', 'none', own)).toMatchObject({ foreground: 231, background: 16 });
    expect(attributesOf('plain', 'none', { ...own, colorCount: 0 })).toMatchObject({
      foreground: null,
      background: null,
    });
  });

  it.each([
    ['dark', DARK],
    ['light', LIGHT],
  ] as const)('has a contrast of 4.5 and more with the usual backgrounds in the %s theme', (theme, backgrounds) => {
    for (const { name, foreground } of looks(theme, 256)) {
      if (foreground === null) continue;
      for (const background of backgrounds) {
        expect([name, background, contrast(xtermColor(foreground), background) >= 4.5]).toEqual([
          name,
          background,
          true,
        ]);
      }
    }
  });

  it('has a contrast of 7 and more with its own background in high contrast', () => {
    for (const { name, foreground, background } of looks('high-contrast', 256)) {
      const ratio = contrast(xtermColor(foreground ?? 0), xtermColor(background ?? 0));
      expect([name, ratio >= 7]).toEqual([name, true]);
    }
  });

  it('has a contrast of 3 and more with a white background in the light theme, where there are 8 colours', () => {
    for (const { name, foreground, bold } of looks('light', 8)) {
      if (foreground === null) continue;
      const color = (bold ? BOLD : XTERM)[foreground] ?? '';
      expect([name, color, contrast(color, '#ffffff') >= 3]).toEqual([name, color, true]);
    }
  });

  it.each([
    ['xterm', XTERM],
    ['the Linux console', LINUX],
  ])('has a contrast of 3 and more with the 8 colours of %s', (_, palette) => {
    for (const theme of ['terminal', 'high-contrast'] as const) {
      for (const { name, foreground, background, bold } of looks(theme, 8)) {
        const color = (bold ? BOLD : palette)[foreground ?? 7] ?? '';
        expect([name, contrast(color, palette[background ?? 0] ?? '') >= 3]).toEqual([name, true]);
      }
    }
  });
});

describe('colorTheme()', () => {
  it('is dark or light as the terminal says, its own colours until it does, and what is chosen else', () => {
    expect((['dark', 'light', null] as const).map((background) => colorTheme('auto', background))).toEqual([
      'dark',
      'light',
      'terminal',
    ]);
    expect(colorTheme('light', 'dark')).toBe('light');
  });
});
