import type { LadderRow } from '@sockscope/timeline';

/** From slow to fast; a handshake on loopback takes 25 microseconds, one across the world half a second. */
export const SPEEDS: readonly number[] = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100];

/** A step between two events that a viewer can follow takes at most this. */
const FOLLOWED_MS = 500;

/** The first rows tell how quick a recording is. */
const MOST_ROWS = 10_000;

/** Gives the slowest speed at which most steps take less than half a second. */
export function speedFor(rows: readonly LadderRow[]): number {
  const steps = rows
    .slice(0, MOST_ROWS)
    .flatMap(({ deltaNs }) => (deltaNs === null || deltaNs <= 0n ? [] : [Number(deltaNs)]));
  const median = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0;
  return SPEEDS.find((speed) => median / 1e6 / speed <= FOLLOWED_MS) ?? 1;
}

/** Gives the speed `by` steps faster, or slower with a negative number. */
export function speedBeside(speed: number, by: number): number {
  const place = Math.max(0, SPEEDS.indexOf(speed)) + by;
  return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, place))] ?? speed;
}

/** Gives a speed for reading: `1:10,000`, `1x`, `100x`. */
export function speedText(speed: number): string {
  return speed >= 1 ? `${speed}x` : `1:${Math.round(1 / speed).toLocaleString('en-US')}`;
}
