import { compareHandshakes, durationText, fit } from '@sockscope/timeline';
import type { Comparison, HandshakeRun, PhaseComparison, PhaseStatistics } from '@sockscope/timeline';
import { wrapText } from '../detail/wrap-text';
import type { Charset } from '../screen/charset';
import type { Display } from '../screen/display';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { comparedRuns } from '../state/compared-runs';
import type { UiContext } from '../ui-context';
import { documentPane } from './document-pane';

const CELLS = { count: 7, time: 9, interval: 21 } as const;
const MOST_NAME_CELLS = 28;
/** Below these widths the column is left out. */
const P99_FROM = 90;
const INTERVAL_FROM = 70;

/**
 * Phase by phase the runs beside each other: medians, and the difference to the first with its confidence interval. A
 * difference whose interval lies on one side of zero is marked: `+` slower, `-` faster.
 *
 *     SYN -> SYN-ACK: the network there and back, the server's kernel
 *       RUN       COUNT   MEDIAN      P90      P99     DIFF      95 % INTERVAL
 *       before       20   21.0µs   25.4µs   26.0µs
 *     + after        20   35.1µs   41.4µs   44.0µs  +14.1µs  +11.0µs .. +17.2µs
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
  return content.once(`comparison ${names}`, () => compareHandshakes(runs));
}

function comparisonLines({ display: { charset, size } }: UiContext, { runs, phases }: Comparison): readonly Line[] {
  const nameCells = Math.min(MOST_NAME_CELLS, size.columns >> 2, Math.max(4, ...runs.map((name) => name.length + 1)));
  const intro = `Differences are to ${runs[0] ?? ''}. Marked: + slower, - faster than chance explains.`;
  const table = phases.flatMap((phase): readonly Line[] => [
    [],
    [span(` ${phase.definition.name}`, 'heading'), span(`: ${phase.definition.spentBy}`, 'note')],
    [span(headingText(nameCells, size.columns), 'heading')],
    ...runs.map((name, run) => runLine(name, phase, run, { nameCells, width: size.columns, charset })),
  ]);
  return [...wrapText(intro, Math.max(1, size.columns - 2)).map((line): Line => [span(` ${line}`, 'note')]), ...table];
}

function headingText(nameCells: number, width: number): string {
  const right = (title: string, cells: number) => fit(title, cells, { align: 'right' });
  const quantiles = width >= P99_FROM ? right('P90', CELLS.time) + right('P99', CELLS.time) : '';
  const interval = width >= INTERVAL_FROM ? right('95 % INTERVAL', CELLS.interval) : '';
  return `   ${fit('RUN', nameCells)}${right('COUNT', CELLS.count)}${right('MEDIAN', CELLS.time)}${quantiles}${right('DIFF', CELLS.time)}${interval}`;
}

interface RunLineOptions {
  readonly nameCells: number;
  readonly width: number;
  readonly charset: Charset;
}

function runLine(name: string, { runs }: PhaseComparison, run: number, options: RunLineOptions): Line {
  const { nameCells, width, charset } = options;
  const statistics = runs[run] ?? null;
  const label = fit(name, nameCells, { ascii: charset.asciiGlyphs });
  if (statistics === null) {
    return [span(`   ${label}`), span(`${fit('0', CELLS.count, { align: 'right' })}  no data`, 'note')];
  }
  const { count, median, p90, p99 } = statistics;
  const time = (ns: number) => fit(timeText(ns, charset), CELLS.time, { align: 'right' });
  const verdict = run === 0 ? ' ' : verdictOf(statistics);
  return [
    span(` ${verdict} `, verdict === ' ' ? 'plain' : 'mark'),
    span(label),
    span(fit(String(count), CELLS.count, { align: 'right' }) + time(median)),
    span(width >= P99_FROM ? time(p90) + time(p99) : ''),
    span(run === 0 ? '' : differenceText(statistics, width, charset), verdict === ' ' ? 'plain' : 'mark'),
  ];
}

/** `+`: slower than the base, `-`: faster, beyond what chance explains; else a space. */
function verdictOf({ difference }: PhaseStatistics): '+' | '-' | ' ' {
  if (difference === null) return ' ';
  if (difference.low > 0) return '+';
  return difference.high < 0 ? '-' : ' ';
}

function differenceText({ difference }: PhaseStatistics, width: number, charset: Charset): string {
  if (difference === null) return '  the base has none';
  const { median, low, high } = difference;
  const signed = (ns: number) => (Math.round(ns) > 0 ? '+' : '') + timeText(ns, charset);
  const interval =
    width < INTERVAL_FROM ? '' : fit(`${signed(low)} .. ${signed(high)}`, CELLS.interval, { align: 'right' });
  return fit(signed(median), CELLS.time, { align: 'right' }) + interval;
}

function timeText(ns: number, { asciiText }: Charset): string {
  return durationText(BigInt(Math.round(ns)), { ascii: asciiText });
}
