import type { Recording } from '../recording';
import { GrowingRecording } from './growing-recording';
import { inputName } from './load-recording';
import { SessionInput } from './session-input';

/** Shorter than an eye notices; a look costs a few system calls, and works on every file system. */
const POLL_MS = 50;

export interface FollowOptions {
  /** About so many packets and calls are read; the rest stays on the disk. Default: all. */
  readonly mostEvents?: number;
  /** Called after something new was read, and once more when the recording has ended and is complete. */
  onChange(this: void, recording: Recording): void;
}

/** A recording that is followed while it is written. */
export interface Follower {
  /** One object that grows; the same that onChange() is given. */
  readonly recording: Recording;
  /** Stops following. Harmless after the recording ended. */
  close(): void;
}

/**
 * Reads a session directory as it is written, each byte once, until its recorder has ended or was killed; then the
 * recording is what loadRecording() would give. The directory need not exist yet: until it has a session.json the
 * recording is `live` and empty.
 *
 * @example
 * const follower = followRecording('run', { onChange: ({ packets }) => draw(packets) });
 */
export function followRecording(directory: string, { onChange, mostEvents }: FollowOptions): Follower {
  const recording = new GrowingRecording(inputName(directory), mostEvents);
  recording.status = 'live';
  const input = new SessionInput(directory, recording, 'stream');
  let isClosed = false;
  let timer = setTimeout(() => look(), 0);

  const look = (): void => {
    const isNew = input.read();
    const isComplete = !isNew && recording.status !== 'live';
    if (isComplete) recording.finish();
    if (isNew || isComplete) onChange(recording);
    // A zero timer lets input and drawing happen between two steps of a long recording.
    if (!isComplete && !isClosed) timer = setTimeout(look, isNew ? 0 : POLL_MS);
  };
  const close = (): void => {
    isClosed = true;
    clearTimeout(timer);
  };
  return { recording, close };
}
