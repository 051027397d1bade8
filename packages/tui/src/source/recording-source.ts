import type { Recording } from '@sockscope/session';
import { buildTimeline, TimelineJoiner } from '@sockscope/timeline';
import type { UiSnapshot, UiSource } from '../view/ui-source';

/** Joins what was read. */
export function snapshotOf(recording: Recording): UiSnapshot {
  return { recording, timeline: buildTimeline(recording) };
}

/** Gives a function that joins a recording again and again while it grows: what is new is joined to what was there. */
export function growingSnapshots(): (recording: Recording) => UiSnapshot {
  const joiner = new TimelineJoiner();
  return (recording) => ({
    recording,
    timeline: joiner.update(recording, { isGrowing: recording.status === 'live' }),
  });
}

/** Gives a source for a recording that has ended. */
export function recordingSource(recording: Recording): UiSource {
  const snapshot = snapshotOf(recording);
  return { snapshot: () => snapshot, subscribe: () => () => undefined, close: () => undefined };
}
