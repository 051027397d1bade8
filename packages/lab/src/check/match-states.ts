import type { TcpState } from '@sockscope/timeline';

/** A state as an expectation describes it: one of several, which may be missing; or any states, `...`. */
export interface StatePattern {
  readonly anyOf: readonly string[];
  readonly isOptional: boolean;
}

/** Stands for any states, none too. */
export const ANY_STATES = '...';

/** Tells whether an end went through the states that are expected, in their order, and through no others. */
export function matchesStates(patterns: readonly StatePattern[], states: readonly TcpState[]): boolean {
  const [pattern, ...rest] = patterns;
  if (pattern === undefined) return states.length === 0;
  const isAny = pattern.anyOf.includes(ANY_STATES);
  const [state, ...later] = states;
  if ((isAny || pattern.isOptional) && matchesStates(rest, states)) return true;
  if (state === undefined) return false;
  return isAny ? matchesStates(patterns, later) : pattern.anyOf.includes(state) && matchesStates(rest, later);
}
