import type { Charset } from '../screen/charset';

const BLOCKS = '▁▂▃▄▅▆▇█';
const DIGITS = '12345678';

/** Least duration of the second level; each level above is about six times as long: 1 µs up to 50 ms and more. */
const FIRST_STEP_NS = 1000;
const STEP_FACTOR = 6;

/**
 * Gives a bar for each duration, one cell each, on a logarithmic scale that is the same everywhere, so that bars of
 * different rows compare: `▁▃▃▂█`. A dot where the duration is not known.
 */
export function sparkText(durationsNs: readonly (bigint | null)[], { asciiGlyphs }: Charset): string {
  const levels = asciiGlyphs ? DIGITS : BLOCKS;
  return durationsNs
    .map((ns) => (ns === null ? (asciiGlyphs ? '.' : '·') : (levels[levelOf(Number(ns))] ?? '')))
    .join('');
}

function levelOf(ns: number): number {
  const level = 1 + Math.floor(Math.log(Math.max(1, ns) / FIRST_STEP_NS) / Math.log(STEP_FACTOR));
  return Math.max(0, Math.min(BLOCKS.length - 1, level));
}
