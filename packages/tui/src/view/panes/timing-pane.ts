import { compareHandshakes, durationText, fit } from '@sockscope/timeline';
import type { PhaseComparison } from '@sockscope/timeline';
import { barText } from '../charts/bar';
import { binOf, histogram } from '../charts/histogram';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { clamp } from '../state/list-position';
import { timingSubject } from '../state/timing-subject';
import type { TimingSubject } from '../state/timing-subject';
import type { UiContent } from '../state/ui-content';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

const PHASES = 5;
const NAME_CELLS = 23;
const TIME_CELLS = 8;
const MOST_BINS = 14;
/** Least width for the quantiles besides the median. */
const QUANTILES_FROM = 80;
const COUNT_FROM = 50;
const LEAST_BAR_CELLS = 10;

/**
 * The phases of the handshake: of one connection, and of all or the selected ones; below, how the times of the phase under
 * the cursor are spread.
 *
 *     Handshake of connection 3                    and of all 12 TCP connections
 *     PHASE                   THIS    MEDIAN   P90     P99     COUNT
 *     connect -> SYN          91.0µs  88.2µs   95.1µs  97.3µs  12     ██▌
 *     SYN -> SYN-ACK          19.1µs  21.0µs   25.4µs  26.0µs  12       ▌
 *     ...
 *     SYN -> SYN-ACK of 12 connections: the network there and back, the server's kernel
 *     18.2µs .. 19.9µs  ████████▌ 5  < connection 3
 *     19.9µs .. 21.6µs  █████ 3
 */
export const timingPane: Pane = {
  draw: drawTiming,
  settle: ({ state }) => ({ ...state, timing: { phase: clamp(state.timing.phase, 0, PHASES - 1) } }),
  place: (state, to) => ({ ...state, timing: { phase: to(state.timing.phase) } }),
  // The first row of phases stands one below a list's.
  top: () => -1,
};

function drawTiming(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const subject = timingSubject(state, content);
  if (subject.handshakes.length === 0) {
    painter.paragraph(0, 'No TCP connection, so no handshake.', 'note');
    return;
  }
  const phases = statisticsOf(state, content, subject);
  painter.line(0, titleLine(subject, painter.width));
  painter.line(1, [span(headingText(painter.width), 'heading')]);
  const width = painter.width;
  phases.forEach((phase, i) => {
    const emphasis = i === state.timing.phase ? 'selected' : 'none';
    painter.line(i + 2, phaseLine(phase, subject, { width, charset, phases }), emphasis);
  });
  const chosen = phases[state.timing.phase];
  const below = painter.region({ x: 0, y: PHASES + 3, width, height: painter.height - PHASES - 3 });
  if (chosen && below.height > 1) drawHistogram(below, chosen, subject, charset);
}

function statisticsOf({ connections }: UiState, content: UiContent, { handshakes, name }: TimingSubject) {
  // The base's own statistics need no resampling.
  return content.once(
    `timing ${connections.selected.join()}`,
    () => compareHandshakes([{ name, phases: handshakes }], { resamples: 1 }).phases,
  );
}

function titleLine({ one, name }: TimingSubject, width: number): Line {
  const own = one === null ? 'Handshakes of' : `Handshake of connection ${one.index}, and of`;
  const whole = ` ${own} ${name}`;
  const short = one === null ? ` ${name}` : ` connection ${one.index}; ${name}`;
  return [span(whole.length > width ? short : whole, 'note')];
}

function headingText(width: number): string {
  const quantiles = width >= QUANTILES_FROM ? ['P90', 'P99'] : [];
  const titles = ['THIS', 'MEDIAN', ...quantiles, ...(width >= COUNT_FROM ? ['COUNT'] : [])];
  return ` ${fit('PHASE', NAME_CELLS)}${titles.map((title) => fit(title, TIME_CELLS, { align: 'right' })).join('')}`;
}

interface PhaseLineOptions {
  readonly width: number;
  readonly charset: Charset;
  readonly phases: readonly PhaseComparison[];
}

function phaseLine(phase: PhaseComparison, { one }: TimingSubject, { width, charset, phases }: PhaseLineOptions): Line {
  const { definition, runs } = phase;
  const statistics = runs[0] ?? null;
  const own = one?.phases[definition.key] ?? null;
  const times = [
    own === null ? null : Number(own),
    statistics?.median ?? null,
    ...(width >= QUANTILES_FROM ? [statistics?.p90 ?? null, statistics?.p99 ?? null] : []),
  ];
  const counts = width >= COUNT_FROM ? [String(statistics?.count ?? 0)] : [];
  const figures = [...times.map((ns) => timeText(ns, charset)), ...counts];
  const text = ` ${fit(definition.name, NAME_CELLS)}${figures.map((figure) => fit(figure, TIME_CELLS, { align: 'right' })).join('')}`;
  const room = width - text.length - 3;
  return room < LEAST_BAR_CELLS ? [span(text)] : [span(`${text}  `), ...waterfall(phase, phases, one, room, charset)];
}

/** The phase as a bar that begins where the one before ends; the wait of accept() begins with the ACK too. */
function waterfall(
  phase: PhaseComparison,
  phases: readonly PhaseComparison[],
  one: TimingSubject['one'],
  room: number,
  charset: Charset,
): Line {
  const lengths = phases.map(({ definition, runs }) => Number(one?.phases[definition.key] ?? runs[0]?.median ?? 0));
  const place = phases.indexOf(phase);
  const start = (i: number) => lengths.slice(0, i === PHASES - 1 ? i - 1 : i).reduce((sum, length) => sum + length, 0);
  const total = Math.max(1, ...lengths.map((length, i) => start(i) + length));
  const from = Math.min(room - 1, Math.floor((start(place) / total) * room));
  return [span(' '.repeat(from)), span(barText((lengths[place] ?? 0) / total, room - from, charset), 'bar')];
}

function timeText(ns: number | null, { asciiText }: Charset): string {
  return ns === null ? (asciiText ? '-' : '–') : durationText(BigInt(Math.round(ns)), { ascii: asciiText });
}

function drawHistogram(
  painter: Painter,
  { definition }: PhaseComparison,
  subject: TimingSubject,
  charset: Charset,
): void {
  const { key, name, spentBy } = definition;
  const values = subject.handshakes.flatMap((phases) => (phases[key] === null ? [] : [Number(phases[key])]));
  painter.line(0, [span(` ${name}`, 'heading'), span(`: ${spentBy}`, 'note')]);
  if (values.length === 0) {
    painter.paragraph(1, 'Known of none of them: a call or a packet is missing.', 'note');
    return;
  }
  const wanted = Math.max(3, Math.ceil(2 * Math.sqrt(values.length)));
  const bins = histogram(values, Math.min(MOST_BINS, wanted, painter.height - 1));
  const own = subject.one?.phases[key] ?? null;
  const marked = own === null ? null : binOf(bins, Number(own));
  const most = Math.max(...bins.map(({ count }) => count));
  bins.forEach(({ from, to, count }, i) => {
    const range = `${fit(timeText(from, charset), 7, { align: 'right' })} .. ${fit(timeText(to, charset), 7)} `;
    const remark = i === marked && subject.one ? `  < connection ${subject.one.index}` : '';
    const room = Math.max(1, painter.width - range.length - 30);
    const bar = barText(count / most, room, charset);
    painter.line(i + 1, [
      span(` ${range}`),
      span(bar, 'bar'),
      span(` ${count === 0 ? '' : count}`),
      span(remark, 'mark'),
    ]);
  });
}
