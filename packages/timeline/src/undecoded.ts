import type { DecodeError } from '@sockscope/capture';

/** Names what a packet carries that has no decoder: `ARP`; null: it was decoded, is at fault, or what it carries has no name. */
export function undecodedName(problem: DecodeError | null): string | null {
  return problem?.kind === 'unsupported' && problem.name !== 'unknown' ? problem.name : null;
}

/** Gives why a packet was not decoded to its end, unless it only carries what has no decoder. */
export function faultOf(problem: DecodeError | null): DecodeError | null {
  return undecodedName(problem) === null ? problem : null;
}
