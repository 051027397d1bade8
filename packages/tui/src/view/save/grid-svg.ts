import { charWidth, svgScreen } from '@sockscope/timeline';
import type { SvgColors, SvgLook, SvgSpan } from '@sockscope/timeline';
import type { Cell, CellGrid } from '../screen/cell-grid';
import { attributesOf } from '../screen/theme';
import type { ColorTheme } from '../screen/theme';
import { xtermColor } from './xterm-color';

const DARK: SvgColors = { foreground: '#d5d9e0', background: '#14171c' };
const LIGHT: SvgColors = { foreground: '#24292f', background: '#ffffff' };
const HIGH_CONTRAST: SvgColors = { foreground: '#ffffff', background: '#000000' };

/** Draws a screen as an SVG picture, in the colours of a theme; that of the terminal is drawn as the dark one. */
export function gridSvg(grid: CellGrid, theme: ColorTheme): string {
  const colors = theme === 'light' ? LIGHT : theme === 'high-contrast' ? HIGH_CONTRAST : DARK;
  const drawn = theme === 'terminal' ? 'dark' : theme;
  const lines = Array.from({ length: grid.rows }, (_, y) => lineSpans(grid, y, (cell) => lookOf(cell, drawn, colors)));
  return svgScreen(lines, { columns: grid.columns, colors, title: 'sockscope: a screen' });
}

function lineSpans(grid: CellGrid, y: number, look: (cell: Cell) => SvgLook): readonly SvgSpan[] {
  const spans: SvgSpan[] = [];
  for (let x = 0; x < grid.columns; x++) {
    const cell = grid.at(x, y);
    const own = look(cell);
    const last = spans.at(-1);
    if (last && isSame(last.look, own)) spans[spans.length - 1] = { text: last.text + cell.text, look: own };
    else spans.push({ text: cell.text, look: own });
    // The second half of a wide character is part of it.
    if (charWidth(cell.text.codePointAt(0) ?? 0) === 2) x++;
  }
  return spans;
}

function lookOf({ style, emphasis }: Cell, theme: ColorTheme, colors: SvgColors): SvgLook {
  const { foreground, background, bold, underline, inverse } = attributesOf(style, emphasis, {
    theme,
    colorCount: 256,
  });
  const color = foreground === null ? null : xtermColor(foreground);
  const behind = background === null ? colors.background : xtermColor(background);
  return {
    foreground: inverse ? behind : color,
    background: inverse ? (color ?? colors.foreground) : behind === colors.background ? null : behind,
    isBold: bold,
    isUnderlined: underline,
  };
}

function isSame(a: SvgLook, b: SvgLook): boolean {
  return (
    a.foreground === b.foreground &&
    a.background === b.background &&
    a.isBold === b.isBold &&
    a.isUnderlined === b.isUnderlined
  );
}
