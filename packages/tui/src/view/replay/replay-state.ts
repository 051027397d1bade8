export interface ReplayState {
  /** How many rows have happened; the last of them may still be under way. */
  readonly shown: number;
  /** Milliseconds on the viewer's clock since the last of them began. */
  readonly sinceMs: number;
  /** Recorded time over the viewer's time: 1, or 0.0001 for 1:10,000. */
  readonly speed: number;
  readonly isPlaying: boolean;
  /** The viewer's clock when it was looked at last; null while nothing plays. */
  readonly clockMs: number | null;
}

export const NO_REPLAY: ReplayState = { shown: 0, sinceMs: 0, speed: 1, isPlaying: false, clockMs: null };
