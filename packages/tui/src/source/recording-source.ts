import type { Recording } from '@sockscope/session';
import { buildTimeline } from '@sockscope/timeline';
import type { UiSnapshot, UiSource } from '../view/ui-source';

/** Joins what was read. */
export function snapshotOf(recording: Recording): UiSnapshot {
  return { recording, timeline: buildTimeline(recording) };
}

/** Gives a source for a recording that has ended. */
export function recordingSource(recording: Recording): UiSource {
  const snapshot = snapshotOf(recording);
  return { snapshot: () => snapshot, subscribe: () => () => undefined, close: () => undefined };
}
