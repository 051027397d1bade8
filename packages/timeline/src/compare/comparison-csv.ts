import { csvRecord } from '../formats/csv-record';
import type { Comparison } from './compare-handshakes';
import { nsText } from './comparison-json';
import { comparisonRows } from './comparison-rows';

const COLUMNS = [
  'phase',
  'from',
  'to',
  'run',
  'count',
  'median_ns',
  'p90_ns',
  'p99_ns',
  'difference_ns',
  'difference_low_ns',
  'difference_high_ns',
];

/**
 * Gives a comparison as CSV records, one for each phase and run, each ending in CR LF; times are whole nanoseconds, and fields
 * without data are empty.
 *
 * @see RFC 4180
 */
export function comparisonCsv(comparison: Comparison): readonly string[] {
  const records = comparisonRows(comparison).map(({ definition, run, statistics }) => {
    const difference = statistics?.difference;
    const figures = statistics === null ? [] : [statistics.median, statistics.p90, statistics.p99];
    const change = difference ? [difference.median, difference.low, difference.high] : [];
    const cells = (numbers: readonly number[]): readonly string[] => [0, 1, 2].map((i) => optionalNs(numbers[i]));
    const { name, from, to } = definition;
    return csvRecord([name, from, to, run, String(statistics?.count ?? 0)], [...cells(figures), ...cells(change)]);
  });
  return [csvRecord(COLUMNS, []), ...records];
}

function optionalNs(ns: number | undefined): string {
  return ns === undefined ? '' : nsText(ns);
}
