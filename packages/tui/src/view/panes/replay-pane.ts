import { displayWidth, durationText, ladderContext, ladderHeading, ladderLine, stateText } from '@sockscope/timeline';
import type { LadderRow, Side } from '@sockscope/timeline';
import { clockNs, crossed, isShortened } from '../replay/replay-clock';
import { endNow } from '../replay/ends-now';
import { paintUnderWay } from '../replay/replayed-line';
import { speedText } from '../replay/replay-speed';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { clamp } from '../state/list-position';
import { shownRows } from '../state/shown-rows';
import type { UiContext } from '../ui-context';
import { coloredLine } from './colored-line';
import { paneLadderLayout } from './pane-ladder-layout';
import type { Pane } from './pane';

/** The rule with the place in it, the ends, the clock. */
const PANEL_ROWS = 3;
const LEAST_ROWS_WITH_PANEL = 8;

/**
 * The ladder as it happens: rows come when they came, packets cross the wire, states change on arrival.
 *
 *     TIME     CLIENT :51234       ST   ┬WIRE 127.0.0.1        ┬ST    SERVER :8888
 *     0.000112 ╭ connect(3)             │                      │
 *     0.000120 │                   SYN-S│──SYN 0────▶          │
 *     ━━━━━━━━━━━━━━━━●───────────────────────────────────────────────────────────
 *     client SYN-SENT  in connect(3)            server LISTEN  in accept(3)
 *     0.000120413  1:10,000  playing  row 8/31
 */
export const replayPane: Pane = {
  draw: drawReplay,
  settle: ({ state, content }) => {
    const shown = clamp(state.replay.shown, 0, shownRows(state, content).length);
    return shown === state.replay.shown ? state : { ...state, replay: { ...state.replay, shown } };
  },
  place: (state, to) => {
    const shown = Math.max(0, to(state.replay.shown));
    return { ...state, replay: { ...state.replay, shown, sinceMs: 0, isPlaying: false } };
  },
  press: ({ state, content }, area, x, y) => {
    if (y !== area.y + area.height - PANEL_ROWS || area.height < LEAST_ROWS_WITH_PANEL) return state;
    const { length } = shownRows(state, content);
    const shown = Math.round((clamp(x - area.x, 0, area.width - 1) / Math.max(1, area.width - 1)) * length);
    return { ...state, replay: { ...state.replay, shown, sinceMs: 0, isPlaying: false, clockMs: null } };
  },
};

function drawReplay(painter: Painter, context: UiContext): void {
  const { state, content, display } = context;
  const { charset } = display;
  const { replay } = state;
  const layout = paneLadderLayout(painter.width, state, charset);
  const all = shownRows(state, content);
  const ladder = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  painter.line(0, ladderHeading(layout, ladder));
  const panel = painter.height < LEAST_ROWS_WITH_PANEL ? 1 : PANEL_ROWS;
  const height = Math.max(1, painter.height - 1 - panel);
  const way = replay.isPlaying ? crossed(replay, all) : 1;
  all.slice(Math.max(0, replay.shown - height), replay.shown).forEach((row, i, shown) => {
    painter.line(i + 1, coloredLine(ladderLine(row, layout, ladder), row, state.ladder.colorMode, content));
    if (i === shown.length - 1) paintUnderWay(painter, i + 1, row, layout, way);
  });
  const below = painter.region({ x: 0, y: painter.height - panel, width: painter.width, height: panel });
  if (panel === PANEL_ROWS) {
    drawProgress(below, replay.shown, all.length, charset);
    drawEnds(below, context, all, way < 1);
  }
  drawClock(below, panel - 1, context, all);
}

function drawProgress(painter: Painter, shown: number, total: number, { asciiGlyphs }: Charset): void {
  const [done, head, rest] = asciiGlyphs ? ['=', 'o', '-'] : ['━', '●', '─'];
  const at = total === 0 ? 0 : Math.round((shown / total) * (painter.width - 1));
  painter.text(0, 0, done.repeat(at), 'bar');
  painter.text(at, 0, head, 'mark');
  painter.text(at + 1, 0, rest.repeat(Math.max(0, painter.width - at - 1)), 'rule');
}

/** Each end in its half: state and the call that it is in. */
function drawEnds(painter: Painter, { state }: UiContext, rows: readonly LadderRow[], isUnderWay: boolean): void {
  const half = painter.width >> 1;
  const sides: readonly Side[] = ['client', 'server'];
  sides.forEach((side, i) => {
    const { state: tcp, call } = endNow(rows, state.replay.shown, side, isUnderWay);
    const name = painter.width < 60 ? stateText(tcp) : (tcp ?? '');
    const waits = call === null ? '' : `  in ${call.call.call}(${call.call.fd ?? ''})`;
    let x = painter.text(i * half, 1, ` ${side} `, 'heading');
    x = painter.text(x, 1, name, 'state');
    if (x + displayWidth(waits) <= (i + 1) * half) painter.text(x, 1, waits, 'bracket');
  });
}

function drawClock(
  painter: Painter,
  y: number,
  { state, content, display }: UiContext,
  all: readonly LadderRow[],
): void {
  const { replay } = state;
  const { asciiText } = display.charset;
  const { originNs } = ladderContext(content.snapshot.timeline, state.choice, content.rows(state.choice));
  const nowNs = clockNs(replay, all);
  const time = nowNs === null || originNs === null ? '0' : durationClock(nowNs - originNs);
  const gapNs = all[replay.shown]?.deltaNs ?? null;
  const isWaiting = replay.isPlaying && gapNs !== null && isShortened(all, replay);
  const items: Line = [
    span(time, 'heading'),
    span(speedText(replay.speed), 'field-name'),
    replay.isPlaying ? span('playing', 'packet') : span('paused', 'bracket'),
    span(`row ${replay.shown}/${all.length}`),
    ...(isWaiting ? [span(`${durationText(gapNs, { ascii: asciiText })} shortened`, 'note')] : []),
  ];
  let x = 1;
  for (const { text, style } of items) {
    // Whole words or none.
    if (x + displayWidth(text) > painter.width) break;
    x = painter.text(x, y, text, style) + 2;
  }
}

/** Seconds with nine decimals in threes: `0.207 093 412 s`. */
function durationClock(ns: bigint): string {
  const nanos = (ns % 1_000_000_000n)
    .toString()
    .padStart(9, '0')
    .replace(/(\d{3})(?=\d)/g, '$1 ');
  return `${ns / 1_000_000_000n}.${nanos} s`;
}
