import type { Recording } from '@sockscope/session';
import type { UiSnapshot, UiSource } from '../view/ui-source';
import { growingSnapshots } from './recording-source';

/** A recording that grows. */
export interface RecordingFeed {
  /** All that was read up to now. */
  current(): Recording;
  /** Calls `listener` whenever more was read, and when the recording ended. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  close(): void;
}

export interface LiveSourceOptions {
  readonly join?: (recording: Recording) => UiSnapshot;
}

/** At most 30 pictures a second. */
const LEAST_PAUSE_MS = 33;

/** After a picture, this many times as long passes before the next: joining and drawing take at most a quarter of the time. */
const PAUSE_PER_PICTURE = 3;

/**
 * Gives a source for a live run. However often the feed reports news, listeners hear of it only so often that the UI keeps
 * answering; what was reported last is always heard of in the end. Joining goes on from where it was, and only when a
 * snapshot is asked for: the one before is then no longer good.
 */
export class LiveSource implements UiSource {
  readonly #feed: RecordingFeed;
  readonly #join: (recording: Recording) => UiSnapshot;
  readonly #listeners = new Set<() => void>();
  readonly #stopListening: () => void;
  #snapshot: UiSnapshot;
  #isOutdated = false;
  #canSend = false;
  #pauseMs = LEAST_PAUSE_MS;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(feed: RecordingFeed, { join = growingSnapshots() }: LiveSourceOptions = {}) {
    this.#feed = feed;
    this.#join = join;
    this.#snapshot = join(feed.current());
    this.#stopListening = feed.subscribe(() => this.#onNews());
  }

  get isLive(): boolean {
    return this.#feed.current().status === 'live';
  }

  senderIsReady(): void {
    this.#canSend = true;
    this.#onNews();
  }

  snapshot(): UiSnapshot {
    if (!this.#isOutdated) return this.#snapshot;
    this.#isOutdated = false;
    const snapshot = this.#join(this.#feed.current());
    const canSend = this.#canSend && this.isLive;
    return (this.#snapshot = canSend ? { ...snapshot, canSend } : snapshot);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#stopListening();
    this.#listeners.clear();
    if (this.#timer) clearTimeout(this.#timer);
    this.#feed.close();
  }

  #onNews(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => this.#tell(), this.#pauseMs);
  }

  #tell(): void {
    this.#timer = null;
    this.#isOutdated = true;
    const start = performance.now();
    for (const listener of this.#listeners) listener();
    this.#pauseMs = Math.max(LEAST_PAUSE_MS, (performance.now() - start) * PAUSE_PER_PICTURE);
  }
}
