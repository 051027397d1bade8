import { quantile } from 'simple-statistics';
import type { HandshakePhases, Timeline } from '../model';
import { medianDifferenceInterval, type Interval } from './bootstrap';
import { PHASE_DEFINITIONS, type PhaseDefinition } from './phase-definitions';
import { seededRandom } from './seeded-random';

/** One recording, or several of the same kind, under one name. */
export interface HandshakeRun {
  readonly name: string;
  readonly phases: readonly HandshakePhases[];
}

export interface CompareOptions {
  /** The same seed gives the same intervals. Default 1. */
  readonly seed?: number;
  /** Default 1000. */
  readonly resamples?: number;
  /** Between 0 and 1; default 0.95. */
  readonly confidence?: number;
}

/** Difference of a run's median to the base's. */
export interface MedianDifference extends Interval {
  readonly median: number;
}

/** One phase in one run. Nanoseconds; quantiles are interpolated between neighbours, so halves occur. */
export interface PhaseStatistics {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly p99: number;
  /** Zero for the base itself; null where the base has no data of the phase. */
  readonly difference: MedianDifference | null;
}

export interface PhaseComparison {
  readonly definition: PhaseDefinition;
  /** As many as runs, in their order; null: the run has no data of the phase. */
  readonly runs: readonly (PhaseStatistics | null)[];
}

/** Handshake timing of several runs, the first of which is the base. */
export interface Comparison {
  readonly runs: readonly string[];
  readonly seed: number;
  readonly resamples: number;
  readonly confidence: number;
  readonly phases: readonly PhaseComparison[];
}

/** Gives the handshakes of timelines as a run to compare. UDP has none. */
export function handshakeRun(name: string, timelines: readonly Timeline[]): HandshakeRun {
  const connections = timelines.flatMap((timeline) => timeline.connections);
  return {
    name,
    phases: connections.filter(({ connection }) => connection.protocol === 'tcp').map(({ phases }) => phases),
  };
}

/**
 * Compares the phases of runs with the first run: count, median, 90th and 99th percentile (linear interpolation), and the
 * difference of the medians to the base with a bootstrap confidence interval. Handshakes that lack a phase do not count in it.
 *
 * @throws RangeError where an option is out of its range
 */
export function compareHandshakes(runs: readonly HandshakeRun[], options: CompareOptions = {}): Comparison {
  const { seed = 1, resamples = 1000, confidence = 0.95 } = options;
  if (!Number.isInteger(resamples) || resamples < 1) throw new RangeError(`resamples must be at least 1: ${resamples}`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence must be between 0 and 1: ${confidence}`);
  const phases = PHASE_DEFINITIONS.map((definition, phase) => {
    const samples = runs.map((run) => durations(run, definition));
    const base = samples[0] ?? [];
    const random = (run: number): (() => number) => seededRandom(seed + phase * 7919 + run * 104_729);
    return {
      definition,
      runs: samples.map((sample, run) =>
        statistics(base, sample, run === 0, { resamples, confidence, random: random(run) }),
      ),
    };
  });
  return { runs: runs.map(({ name }) => name), seed, resamples, confidence, phases };
}

function durations({ phases }: HandshakeRun, { key }: PhaseDefinition): readonly number[] {
  return phases.flatMap((phase) => {
    const durationNs = phase[key];
    return durationNs === null ? [] : [Number(durationNs)];
  });
}

function statistics(
  base: readonly number[],
  sample: readonly number[],
  isBase: boolean,
  options: Parameters<typeof medianDifferenceInterval>[2],
): PhaseStatistics | null {
  if (sample.length === 0) return null;
  const [median = 0, p90 = 0, p99 = 0] = quantile([...sample], [0.5, 0.9, 0.99]);
  const common = { count: sample.length, median, p90, p99 };
  if (isBase) return { ...common, difference: { median: 0, low: 0, high: 0 } };
  if (base.length === 0) return { ...common, difference: null };
  const difference = median - quantile([...base], 0.5);
  return { ...common, difference: { median: difference, ...medianDifferenceInterval(base, sample, options) } };
}
