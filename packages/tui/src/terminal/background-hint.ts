import type { Background } from '../view/screen/theme';

/** rxvt, Konsole and others say `foreground;background`, rxvt with a pixmap's colour between; colours 0 to 15, or `default`. */
const COLORS = /^\d+;(?:[^;]*;)?(\d+)$/;

/** White and the bright ones, but for grey. */
const LIGHTEST = [7, 9, 10, 11, 12, 13, 14, 15];

/** What the environment says of the terminal's background, COLORFGBG; the terminal itself knows better, where it answers. */
export function hintedBackground({ COLORFGBG }: Readonly<Record<string, string | undefined>>): Background {
  const background = COLORS.exec(COLORFGBG ?? '')?.[1];
  if (background === undefined || Number(background) > 15) return null;
  return LIGHTEST.includes(Number(background)) ? 'light' : 'dark';
}
