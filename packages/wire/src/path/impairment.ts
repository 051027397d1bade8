/** What a wire does to every packet, in either direction. All of it is optional: a wire alone only carries. */
export interface Impairment {
  /** How long a packet is on its way, one way. A round trip takes at least twice as long. */
  readonly delayMs: number;
  /** The delay of a packet is within `delayMs` ± `jitterMs`, evenly spread. Packets keep their order. */
  readonly jitterMs: number;
  /** Which share of the packets is lost, from 0 to 1. */
  readonly lossRatio: number;
  /** Which share of the packets arrives twice. */
  readonly duplicateRatio: number;
  /** Which share of the packets is overtaken by the next one. One that nothing follows for 50 ms goes on alone. */
  readonly reorderRatio: number;
  /** Begins the random numbers: with the same seed the same packets (first, second, ... of a direction) are met. */
  readonly seed: number;
}

/** A wire that only carries. */
export const NO_IMPAIRMENT: Impairment = {
  delayMs: 0,
  jitterMs: 0,
  lossRatio: 0,
  duplicateRatio: 0,
  reorderRatio: 0,
  seed: 1,
};

/** A minute: TCP gives up on a longer way. */
export const MOST_DELAY_MS = 60_000;

/** Gives what is wrong with an impairment, in words; null where nothing is. */
export function impairmentProblem(impairment: Impairment): string | null {
  const { delayMs, jitterMs, lossRatio, duplicateRatio, reorderRatio, seed } = impairment;
  if (!(delayMs >= 0 && delayMs <= MOST_DELAY_MS)) return `a delay is from 0 to ${MOST_DELAY_MS} ms, not ${delayMs}`;
  if (!(jitterMs >= 0 && jitterMs <= delayMs)) {
    return `jitter of ${jitterMs} ms is not within the delay of ${delayMs} ms`;
  }
  for (const [name, ratio] of Object.entries({
    loss: lossRatio,
    duplication: duplicateRatio,
    reordering: reorderRatio,
  })) {
    if (!(ratio >= 0 && ratio <= 1)) return `${name} is from 0 to 1, not ${ratio}`;
  }
  return Number.isSafeInteger(seed) ? null : `a seed is an integer, not ${seed}`;
}
