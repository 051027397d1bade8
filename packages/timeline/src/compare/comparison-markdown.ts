import { safeText } from '../text/safe-text';
import type { Comparison, PhaseStatistics } from './compare-handshakes';
import { methodText, percentText } from './comparison-rows';
import { nsText } from './comparison-json';
import { hasTellingInterval } from './telling-interval';

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
  for (const phase of phases) {
    for (const [run, item] of phase.runs.entries()) {
      const isTelling = run === 0 || hasTellingInterval(phase, run, confidence);
      lines.push(`| ${[phase.definition.name, names[run] ?? '', ...figures(item, isTelling)].join(' | ')} |`);
    }
  }
  const definitions = phases.map(({ definition: { name, from, to } }) => `- ${name}: from ${from} to ${to}`);
  return [...lines, '', ...definitions];
}

function figures(statistics: PhaseStatistics | null, isTelling: boolean): readonly string[] {
  if (statistics === null) return ['0', '', '', '', '', ''];
  const { count, median, p90, p99, difference } = statistics;
  const interval =
    difference && isTelling ? `${nsText(difference.low)} to ${nsText(difference.high)}` : 'too few to tell';
  const change = difference ? [nsText(difference.median), interval] : ['', ''];
  return [String(count), nsText(median), nsText(p90), nsText(p99), ...change];
}
