import type { PhaseComparison } from './compare-handshakes';

/**
 * Tells whether a phase of a run has values enough, as has the base, for the interval of its difference to mean what it says. Of
 * n values all lie on one side of the true median once in 2^(n-1) times: for 95 % confidence that takes six of them.
 */
export function hasTellingInterval({ runs }: PhaseComparison, run: number, confidence: number): boolean {
  const count = Math.min(runs[0]?.count ?? 0, runs[run]?.count ?? 0);
  return count > 0 && 2 ** (1 - count) <= 1 - confidence;
}
