/** Which decision a random number is for: each has its own, so that one option does not change what another meets. */
export type Decision = 'jitter' | 'loss' | 'duplicate' | 'reorder';

const DECISIONS: Readonly<Record<Decision, number>> = { jitter: 1, loss: 2, duplicate: 3, reorder: 4 };

/**
 * Gives a number from 0 up to (not including) 1 that depends on nothing but its arguments: no state, so a packet's fate does not
 * depend on what came of the others.
 *
 * @param stream Which direction.
 * @param count Which packet of it.
 */
export function packetRandom(seed: number, stream: number, count: number, decision: Decision): number {
  let hash = mix(seed | 0, Math.floor(seed / 2 ** 32));
  hash = mix(hash, stream);
  hash = mix(hash, count);
  hash = mix(hash, DECISIONS[decision]);
  return (hash >>> 0) / 2 ** 32;
}

/** The finalizer of MurmurHash3 (public domain) over both words. */
function mix(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x9e3779b1) + 0x7f4a7c15;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
