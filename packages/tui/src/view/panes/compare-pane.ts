import { compareHandshakes, displayWidth, durationText, fit, hasTellingInterval, safeText } from '@sockscope/timeline';
import { wrapText } from '@sockscope/timeline/text';
import type { Comparison, HandshakeRun, PhaseComparison, PhaseStatistics } from '@sockscope/timeline';
import { axisCell, barAxis, intervalBar } from '../charts/interval-bar';
import type { BarAxis, BarInterval } from '../charts/interval-bar';
import type { Charset } from '../screen/charset';
import type { Display } from '../screen/display';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { comparedRuns } from '../state/compared-runs';
import type { UiContext } from '../ui-context';
import { compareColumns } from './compare-columns';
import type { CompareColumns } from './compare-columns';
import { documentPane } from './document-pane';

const CONFIDENCE = 0.95;

/** Handshakes that are drawn anew in all, for an answer within about 0.1 seconds. */
const MOST_DRAWN = 600_000;
const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 100;

/**
 * Phase by phase the runs beside each other: medians, and the difference to the first with its confidence interval, which is
 * drawn too, left of the line of zero where it is less and right of it where it is more. A difference whose interval lies on one
 * side of zero is marked: `+` slower, `-` faster.
 *
 *     SYN -> SYN-ACK: the network there and back, the server's kernel
 *       RUN       COUNT   MEDIAN      P90      P99     DIFF      95 % INTERVAL
 *       before       20   21.0µs   25.4µs   26.0µs                              0            +17.2µs
 *     + after        20   35.1µs   41.4µs   44.0µs  +14.1µs  +11.0µs .. +17.2µs │       ├───●──────┤
 */
export const comparePane = documentPane('compare', (context) => {
  const runs = comparedRuns(context.state, context.content);
  if (runs.length < 2) return noteLines(context.display);
  return comparisonLines(context, comparisonOf(context, runs));
});

function noteLines({ size }: Display): readonly Line[] {
  const text =
    'Nothing to compare: select two connections in their list (Space), or two runs in theirs, and come back. ' +
    'Several sessions are opened as "sockscope view FIRST SECOND", or a directory that holds them.';
  return wrapText(text, Math.max(1, size.columns - 2)).map((line) => [span(` ${line}`, 'note')]);
}

function comparisonOf({ content }: UiContext, runs: readonly HandshakeRun[]): Comparison {
  const names = runs.map(({ name, phases }) => `${name} ${phases.length}`).join('|');
  return content.once(`comparison ${names}`, () =>
    compareHandshakes(runs, { resamples: resamplesFor(runs), confidence: CONFIDENCE }),
  );
}

/** Fewer for many handshakes: whoever opens the view waits for it. Their medians are the steadier. */
function resamplesFor(runs: readonly HandshakeRun[]): number {
  const handshakes = runs.reduce((sum, { phases }) => sum + phases.length, 0);
  return Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.round(MOST_DRAWN / Math.max(1, handshakes))));
}

function comparisonLines({ state, display }: UiContext, { runs, phases }: Comparison): readonly Line[] {
  const { charset, size } = display;
  const names = runs.map((name) => safeText(name, { asciiOnly: charset.asciiText }));
  const columns = compareColumns(size.columns, Math.max(...names.map(displayWidth)));
  const all = barAxis(phases.flatMap(intervalsOf));
  const intro = `Differences are to ${names[0] ?? ''}. Marked: + slower, - faster than chance explains.`;
  const table = phases.flatMap((phase): readonly Line[] => {
    const options = { columns, charset, axis: state.isOneScale ? all : barAxis(intervalsOf(phase)) };
    return [
      [],
      [span(` ${phase.definition.name}`, 'heading'), span(`: ${phase.definition.spentBy}`, 'note')],
      [span(headingText(columns), 'heading')],
      ...names.flatMap((name, run) => runLines(name, phase, run, options)),
    ];
  });
  return [...wrapText(intro, Math.max(1, size.columns - 2)).map((line): Line => [span(` ${line}`, 'note')]), ...table];
}

/** Those of all runs but the base. */
function intervalsOf(phase: PhaseComparison): readonly BarInterval[] {
  return phase.runs.flatMap((_, run) => (run === 0 ? [] : (intervalOf(phase, run) ?? [])));
}

/** Of a few values the difference alone. */
function intervalOf(phase: PhaseComparison, run: number): BarInterval | null {
  const difference = phase.runs[run]?.difference;
  if (!difference) return null;
  const { low, median, high } = difference;
  if (!hasTellingInterval(phase, run, CONFIDENCE)) return { low: median, point: median, high: median };
  // By the percentile bootstrap the interval of a few values may miss the difference itself.
  return { low: Math.min(low, median), point: median, high: Math.max(high, median) };
}

function headingText({ name, count, time, quantiles, interval }: CompareColumns): string {
  const right = (title: string, cells: number) => fit(title, cells, { align: 'right' });
  const both = quantiles ? right('P90', time) + right('P99', time) : '';
  const difference = right('DIFF', time) + (interval > 0 ? right('95 % INTERVAL', interval) : '');
  return `   ${fit('RUN', name)}${right('COUNT', count)}${right('MEDIAN', time)}${both}${difference}`;
}

interface RunOptions {
  readonly columns: CompareColumns;
  readonly charset: Charset;
  readonly axis: BarAxis;
}

/** The figures, and the bar behind them or on a line of its own. The base has the axis in its place. */
function runLines(name: string, phase: PhaseComparison, run: number, options: RunOptions): readonly Line[] {
  const { runs } = phase;
  const { columns, charset, axis } = options;
  const statistics = runs[run] ?? null;
  const label = fit(name, columns.name, { ascii: charset.asciiGlyphs });
  if (statistics === null) {
    return [[span(`   ${label}`), span(`${fit('0', columns.count, { align: 'right' })}  no data`, 'note')]];
  }
  const isTold = hasTellingInterval(phase, run, CONFIDENCE);
  const verdict = run === 0 || !isTold ? ' ' : verdictOf(statistics);
  const difference = run === 0 ? null : differenceText(statistics, isTold, columns, charset);
  const figures = figureLine(label, statistics, verdict, difference, options);
  const interval = intervalOf(phase, run);
  const hasBars = runs.slice(1).some((other) => other?.difference != null);
  if (!hasBars || (run > 0 && interval === null)) return [figures];
  const bar =
    run === 0 || interval === null
      ? span(axisText(axis, columns.bar, charset), 'note')
      : span(intervalBar(interval, axis, columns.bar, charset), verdict === ' ' ? 'bar' : 'mark');
  return columns.isBarBelow ? [figures, [span('   '), bar]] : [[...figures, span(columns.gap), bar]];
}

function figureLine(
  label: string,
  statistics: PhaseStatistics,
  verdict: '+' | '-' | ' ',
  difference: string | null,
  { columns, charset }: RunOptions,
): Line {
  const { count, median, p90, p99 } = statistics;
  const time = (ns: number) => fit(timeText(ns, charset), columns.time, { align: 'right' });
  const noDifference = columns.isBarBelow ? '' : ' '.repeat(columns.time + columns.interval);
  return [
    span(` ${verdict} `, verdict === ' ' ? 'plain' : 'mark'),
    span(label),
    span(fit(String(count), columns.count, { align: 'right' }) + time(median)),
    span(columns.quantiles ? time(p90) + time(p99) : ''),
    span(difference ?? noDifference, verdict === ' ' ? 'plain' : 'mark'),
  ];
}

/** `+`: slower than the base, `-`: faster, beyond what chance explains; else a space. */
function verdictOf({ difference }: PhaseStatistics): '+' | '-' | ' ' {
  if (difference === null) return ' ';
  if (difference.low > 0) return '+';
  return difference.high < 0 ? '-' : ' ';
}

/** `isTold`: the interval, too. */
function differenceText(
  { difference }: PhaseStatistics,
  isTold: boolean,
  { time, interval }: CompareColumns,
  charset: Charset,
): string {
  if (difference === null) return '  the base has none';
  const { median, low, high } = difference;
  const range = isTold ? `${signedText(low, charset)} .. ${signedText(high, charset)}` : 'too few to tell';
  const text = interval > 0 ? fit(range, interval, { align: 'right' }) : '';
  return fit(signedText(median, charset), time, { align: 'right' }) + text;
}

/** Where zero is, and what the ends stand for, as far as there is room: `-4.00µs     0          +17.2µs`. */
function axisText(axis: BarAxis, cells: number, charset: Charset): string {
  const text = Array.from({ length: cells }, () => ' ');
  const zero = axisCell(0, axis, cells);
  const put = (label: string, at: number) => {
    const isFree = text.slice(Math.max(0, at - 1), at + label.length + 1).every((char) => char === ' ');
    if (at >= 0 && at + label.length <= cells && isFree) text.splice(at, label.length, ...label);
  };
  put('0', zero);
  const [least, most] = [signedText(axis.from, charset), signedText(axis.to, charset)];
  if (axis.to > 0) put(most, cells - most.length);
  if (axis.from < 0) put(least, 0);
  return text.join('');
}

function signedText(ns: number, charset: Charset): string {
  return (Math.round(ns) > 0 ? '+' : '') + timeText(ns, charset);
}

function timeText(ns: number, { asciiText }: Charset): string {
  return durationText(BigInt(Math.round(ns)), { ascii: asciiText });
}
