import { safeText } from '../text/safe-text';
import type { Comparison, PhaseStatistics } from './compare-handshakes';
import { methodText, percentText } from './comparison-rows';
import { nsText } from './comparison-json';

/** Characters that Markdown or HTML would obey. */
const MARKUP = /[\\`*_{}[\]<>()#+!|~&-]/g;

/** Gives a comparison as the lines of a Markdown table; times are whole nanoseconds. The phases are defined below it. */
export function comparisonMarkdown(comparison: Comparison): readonly string[] {
  const { runs, phases, confidence } = comparison;
  const names = runs.map((name) => safeText(name).replace(MARKUP, '\\$&'));
  const interval = `${percentText(confidence)} interval, ns`;
  const lines = [
    `Handshake timing of ${methodText(comparison, names[0] ?? '')}.`,
    '',
    `| phase | run | count | median, ns | p90, ns | p99, ns | difference, ns | ${interval} |`,
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const { definition, runs: statistics } of phases) {
    for (const [run, item] of statistics.entries()) {
      lines.push(`| ${[definition.name, names[run] ?? '', ...figures(item)].join(' | ')} |`);
    }
  }
  const definitions = phases.map(({ definition: { name, from, to } }) => `- ${name}: from ${from} to ${to}`);
  return [...lines, '', ...definitions];
}

function figures(statistics: PhaseStatistics | null): readonly string[] {
  if (statistics === null) return ['0', '', '', '', '', ''];
  const { count, median, p90, p99, difference } = statistics;
  const change = difference
    ? [nsText(difference.median), `${nsText(difference.low)} to ${nsText(difference.high)}`]
    : ['', ''];
  return [String(count), nsText(median), nsText(p90), nsText(p99), ...change];
}
