import { median, quantile, sampleWithReplacement } from 'simple-statistics';

export interface BootstrapOptions {
  /** How many times both samples are drawn anew. */
  readonly resamples: number;
  /** Part of the resampled differences that the interval holds, such as 0.95. */
  readonly confidence: number;
  /** Gives numbers in [0, 1). */
  readonly random: () => number;
}

/** Both ends included; in the unit of the samples. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Gives a confidence interval for `median(sample) - median(base)` by the percentile bootstrap: both samples are drawn anew with
 * replacement, and the interval spans the middle part of the differences. Neither sample may be empty; their order does not
 * matter.
 *
 * @see B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13
 */
export function medianDifferenceInterval(
  base: readonly number[],
  sample: readonly number[],
  { resamples, confidence, random }: BootstrapOptions,
): Interval {
  const sortedBase = base.toSorted((a, b) => a - b);
  const sortedSample = sample.toSorted((a, b) => a - b);
  const differences: number[] = [];
  for (let i = 0; i < resamples; i += 1) {
    differences.push(resampledMedian(sortedSample, random) - resampledMedian(sortedBase, random));
  }
  const tail = (1 - confidence) / 2;
  return { low: quantile(differences, tail), high: quantile(differences, 1 - tail) };
}

function resampledMedian(values: number[], random: () => number): number {
  return median(sampleWithReplacement(values, values.length, random));
}
