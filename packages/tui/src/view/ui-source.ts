import type { Recording } from '@sockscope/session';
import type { Timeline } from '@sockscope/timeline';

/** What the UI shows at one moment: the calls and packets that were read, and the join made of exactly these. */
export interface UiSnapshot {
  readonly recording: Recording;
  readonly timeline: Timeline;
}

/** Where the UI gets its snapshots; a recording gives one for ever, a live run a new one as it grows. */
export interface UiSource {
  /** The newest snapshot; the same object until a listener was called. */
  snapshot(): UiSnapshot;
  /** Calls `listener` after each new snapshot. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Lets go of files and timers; no listener is called afterwards. */
  close(): void;
}
