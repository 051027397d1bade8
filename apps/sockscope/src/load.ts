import { loadRecording, type Recording } from '@sockscope/session';
import { sayProblems } from './say-problems';

/**
 * What was read, and the exit status that it deserves: 1 where something could not be read, 2 for inputs that do not go
 * together.
 */
export interface Loaded {
  readonly recording: Recording;
  readonly status: number;
}

/** Reads the inputs; what could not be read is said on standard error, a line each, and does not stop the rest. */
export async function load(inputs: readonly string[]): Promise<Loaded> {
  const recording = await loadRecording(inputs);
  return { recording, status: sayProblems(recording.problems) };
}
