import { displayWidth } from '../text/display-width';
import { durationText } from '../text/duration-text';
import { fit } from '../text/fit';
import { safeText, type SafeTextOptions } from '../text/safe-text';
import type { Comparison, MedianDifference, PhaseStatistics } from './compare-handshakes';
import { methodText, percentText } from './comparison-rows';
import { hasTellingInterval } from './telling-interval';

const WIDEST_NAME = 30;
const CELLS = { count: 8, time: 10, interval: 22 };

export interface ComparisonTextOptions extends SafeTextOptions {
  /** Writes `us` and `~`. */
  readonly ascii?: boolean;
}

/**
 * Gives a comparison as lines of a table for reading, phase by phase with its definition; times in the unit that suits each.
 * A run without data of a phase says so, and one with too few values for an interval.
 */
export function comparisonText(comparison: Comparison, options: ComparisonTextOptions = {}): readonly string[] {
  const names = comparison.runs.map((name) => safeText(name, options));
  const nameCells = Math.min(WIDEST_NAME, Math.max(3, ...names.map(displayWidth)));
  const heading = [
    fit('run', nameCells),
    fit('count', CELLS.count, { align: 'right' }),
    ...['median', 'p90', 'p99', 'difference'].map((title) => fit(title, CELLS.time + 2, { align: 'right' })),
    fit(`${percentText(comparison.confidence)} interval`, CELLS.interval, { align: 'right' }),
  ].join('');
  const lines = [`Handshake timing of ${methodText(comparison, names[0] ?? '')}`];
  for (const phase of comparison.phases) {
    const { name, from, to, spentBy } = phase.definition;
    lines.push('', `${name}: from ${from} to ${to}; ${spentBy}`, `  ${heading}`);
    for (const [run, statistics] of phase.runs.entries()) {
      const isTelling = run === 0 || hasTellingInterval(phase, run, comparison.confidence);
      lines.push(`  ${fit(names[run] ?? '', nameCells, options)}${figures(statistics, isTelling, options)}`);
    }
  }
  return lines;
}

function figures(statistics: PhaseStatistics | null, isTelling: boolean, options: ComparisonTextOptions): string {
  if (statistics === null) return `${fit('0', CELLS.count, { align: 'right' })}  no data`;
  const { count, median, p90, p99, difference } = statistics;
  const right = (text: string, cells: number): string => fit(text, cells, { ...options, align: 'right' });
  const time = (ns: number): string => right(timeText(ns, options), CELLS.time + 2);
  const change =
    difference === null
      ? right('base has none', CELLS.time + 2 + CELLS.interval)
      : right(signed(difference.median, options), CELLS.time + 2) +
        right(isTelling ? intervalText(difference, options) : 'too few to tell', CELLS.interval);
  return right(String(count), CELLS.count) + time(median) + time(p90) + time(p99) + change;
}

function intervalText({ low, high }: MedianDifference, options: ComparisonTextOptions): string {
  return `${signed(low, options)} .. ${signed(high, options)}`;
}

function timeText(ns: number, options: ComparisonTextOptions): string {
  return durationText(BigInt(Math.round(ns)), options);
}

/** Gives `+1.20µs`, `-35ns`, `0ns`. */
export function signed(ns: number, options: ComparisonTextOptions): string {
  return (Math.round(ns) > 0 ? '+' : '') + timeText(ns, options);
}
