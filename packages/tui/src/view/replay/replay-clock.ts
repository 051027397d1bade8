import type { LadderRow } from '@sockscope/timeline';
import type { ReplayState } from './replay-state';

/** A longer wait is shortened to this, and marked: nobody watches an idle second for three hours. */
const LONGEST_WAIT_MS = 2000;

/** A packet takes this to cross the screen, or less where the next event comes before. */
const CROSSING_MS = 450;

/** What a stalled terminal, or another view on top, may have missed is not made up for. */
const LONGEST_LEAP_MS = 250;

/** A frame every 33 ms is as smooth as terminals get. */
export const FRAME_MS = 33;

/** Gives how long the viewer waits between a row and the next. */
export function waitMs(rows: readonly LadderRow[], shown: number, speed: number): number {
  return Math.min(LONGEST_WAIT_MS, fullWaitMs(rows, shown, speed));
}

/** True where the wait before the next row is shown shorter than it was. */
export function isShortened(rows: readonly LadderRow[], { shown, speed }: ReplayState): boolean {
  return fullWaitMs(rows, shown, speed) > LONGEST_WAIT_MS;
}

function fullWaitMs(rows: readonly LadderRow[], shown: number, speed: number): number {
  const deltaNs = rows[shown]?.deltaNs ?? 0n;
  return shown === 0 || deltaNs <= 0n ? 0 : Number(deltaNs) / 1e6 / speed;
}

/** Gives the state after the viewer's clock has come to `nowMs`. */
export function played(replay: ReplayState, rows: readonly LadderRow[], nowMs: number): ReplayState {
  if (!replay.isPlaying) return { ...replay, clockMs: null };
  let { shown, sinceMs } = replay;
  sinceMs += replay.clockMs === null ? 0 : Math.min(LONGEST_LEAP_MS, Math.max(0, nowMs - replay.clockMs));
  while (shown < rows.length && sinceMs >= waitMs(rows, shown, replay.speed)) {
    sinceMs -= waitMs(rows, shown, replay.speed);
    shown += 1;
  }
  const isAtEnd = shown >= rows.length && sinceMs >= CROSSING_MS;
  return { ...replay, shown, sinceMs, isPlaying: !isAtEnd, clockMs: isAtEnd ? null : nowMs };
}

/** Gives how much of its way the last packet has gone, 0 to 1. */
export function crossed(replay: ReplayState, rows: readonly LadderRow[]): number {
  const { shown, sinceMs, speed } = replay;
  const wait = shown < rows.length ? waitMs(rows, shown, speed) : CROSSING_MS;
  return Math.min(1, sinceMs / Math.max(1, Math.min(CROSSING_MS, wait * 0.8)));
}

/** Gives the recorded time that the clock shows; null before the first row with a time. */
export function clockNs(replay: ReplayState, rows: readonly LadderRow[]): bigint | null {
  const { shown, sinceMs, speed } = replay;
  let place = Math.min(shown, rows.length) - 1;
  while (place >= 0 && rows[place]?.timeNs === null) place -= 1;
  const last = rows[place]?.timeNs ?? null;
  const wait = waitMs(rows, shown, speed);
  const deltaNs = rows[shown]?.deltaNs ?? null;
  if (last === null || deltaNs === null || wait === 0) return last;
  return last + BigInt(Math.round(Number(deltaNs) * Math.min(1, sinceMs / wait)));
}
