import { ladderContext } from '../ladder/ladder-context';
import { ladderHeading } from '../ladder/ladder-heading';
import { ladderLayout, type LadderOptions } from '../ladder/ladder-layout';
import { ladderLegend } from '../ladder/ladder-legend';
import { ladderLine } from '../ladder/ladder-line';
import { ladderRows } from '../ladder/ladder-rows';
import type { LadderRow, LadderStyle, StyledLine } from '../ladder/row';
import { numberOfConnection } from '../connection-number';
import type { Timeline } from '../model';
import { svgScreen, type SvgColors, type SvgLook, type SvgSpan } from './svg-screen';

export interface LadderSvgOptions extends Pick<LadderOptions, 'width' | 'timeMode'> {
  /** The connection whose ladder it is; null for everything. */
  readonly connection: number | null;
  /** Which of the ladder's rows; all of them where it is left out. */
  readonly rows?: readonly LadderRow[];
  /** Dark unless said. */
  readonly isLight?: boolean;
}

const DARK: SvgColors = { foreground: '#d5d9e0', background: '#14171c' };
const LIGHT: SvgColors = { foreground: '#24292f', background: '#ffffff' };

interface StyleColors {
  readonly dark: string;
  readonly light: string;
  readonly isBold?: boolean;
}

const RED: StyleColors = { dark: '#ff6b6b', light: '#b42318', isBold: true };
const COLORS: Readonly<Partial<Record<LadderStyle, StyleColors>>> = {
  heading: { dark: '#d5d9e0', light: '#24292f', isBold: true },
  time: { dark: '#8b93a1', light: '#6a737d' },
  call: { dark: '#ffffff', light: '#0b1a2b', isBold: true },
  'call-failed': RED,
  inferred: { dark: '#d08fd6', light: '#8a3a91' },
  bracket: { dark: '#ffd75f', light: '#9a6700' },
  state: { dark: '#5fd7d7', light: '#0a6c74' },
  lifeline: { dark: '#4c79b3', light: '#7a9cc6' },
  packet: { dark: '#87d787', light: '#1a7f37' },
  'packet-kernel': { dark: '#6cb6ff', light: '#0550ae' },
  'packet-reset': RED,
  'packet-retransmission': { dark: '#ffd75f', light: '#9a6700', isBold: true },
  data: { dark: '#5fd7d7', light: '#0a6c74' },
  note: { dark: '#a9b1bd', light: '#57606a' },
  problem: RED,
};

/** Draws a ladder as an SVG picture: heading, rows, and what the signs mean. */
export function ladderSvg(timeline: Timeline, options: LadderSvgOptions): string {
  const { width, timeMode = 'relative', connection, isLight = false } = options;
  const layout = ladderLayout({ width, timeMode });
  const all = ladderRows(timeline, connection);
  const context = ladderContext(timeline, connection, all);
  const lines: readonly StyledLine[] = [
    ladderHeading(layout, context),
    ...(options.rows ?? all).map((row) => ladderLine(row, layout, context)),
    [],
    ...ladderLegend(layout),
  ];
  const colors = isLight ? LIGHT : DARK;
  const title =
    context.connection === null
      ? 'sockscope: ladder of all connections'
      : `sockscope: ladder of connection ${numberOfConnection(context.connection)}`;
  return svgScreen(
    lines.map((line) => line.map(({ text, style }): SvgSpan => ({ text, look: lookOf(style, isLight) }))),
    { columns: layout.width, colors, title },
  );
}

function lookOf(style: LadderStyle, isLight: boolean): SvgLook {
  const colors = COLORS[style];
  return {
    foreground: (isLight ? colors?.light : colors?.dark) ?? null,
    background: null,
    isBold: colors?.isBold ?? false,
    isUnderlined: false,
  };
}
