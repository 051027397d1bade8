import type { Comparison, PhaseStatistics } from './compare-handshakes';

/**
 * Gives a comparison as a value for JSON. Every time is a string of whole nanoseconds (halves are rounded) under a key that ends
 * in `Ns`; a phase without data in a run is absent from that run.
 */
export function comparisonJson({ runs, phases, seed, resamples, confidence }: Comparison): object {
  return {
    base: runs[0] ?? null,
    confidence,
    resamples,
    seed,
    definitions: Object.fromEntries(phases.map(({ definition: { key, from, to } }) => [key, { from, to }])),
    runs: runs.map((name, run) => ({
      name,
      phases: Object.fromEntries(
        phases.flatMap(({ definition, runs: statistics }) => {
          const item = statistics[run];
          return item ? [[definition.key, statisticsJson(item)]] : [];
        }),
      ),
    })),
  };
}

function statisticsJson({ count, median, p90, p99, difference }: PhaseStatistics): object {
  return {
    count,
    medianNs: nsText(median),
    p90Ns: nsText(p90),
    p99Ns: nsText(p99),
    ...(difference !== null && {
      differenceNs: nsText(difference.median),
      differenceLowNs: nsText(difference.low),
      differenceHighNs: nsText(difference.high),
    }),
  };
}

/** Gives a time as whole nanoseconds. */
export function nsText(ns: number): string {
  return BigInt(Math.round(ns)).toString();
}
