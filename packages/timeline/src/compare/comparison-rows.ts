import type { Comparison, PhaseStatistics } from './compare-handshakes';
import type { PhaseDefinition } from './phase-definitions';

/** One phase in one run, as every renderer prints it. */
export interface ComparisonRow {
  readonly definition: PhaseDefinition;
  readonly run: string;
  /** null: no data. */
  readonly statistics: PhaseStatistics | null;
}

/** Gives the rows of a comparison, phase by phase. */
export function comparisonRows({ runs, phases }: Comparison): readonly ComparisonRow[] {
  return phases.flatMap(({ definition, runs: statistics }) =>
    statistics.map((item, run) => ({ definition, run: runs[run] ?? '', statistics: item })),
  );
}

/** Gives the line that says how the figures were made. */
export function methodText({ runs, confidence, resamples, seed }: Comparison, base: string): string {
  const interval = `${percentText(confidence)} confidence interval`;
  return `${runs.length} runs; difference of medians to ${base} with its ${interval} (bootstrap, ${resamples} resamples, seed ${seed})`;
}

/** Gives `95 %`. */
export function percentText(part: number): string {
  return `${Number((part * 100).toFixed(3))} %`;
}
