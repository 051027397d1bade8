import { loadRecording, type InputProblem, type Recording } from '@sockscope/session';
import { say } from './output';

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
  const recording = await loadRecording(inputs, { stdin: process.stdin });
  return { recording, status: sayProblems(recording.problems) };
}

/** Says what could not be read, a line each, and gives the exit status that it deserves. */
export function sayProblems(problems: readonly InputProblem[]): number {
  for (const { text } of problems) say(text);
  return statusOf(problems);
}

/** Gives the exit status that what could not be read deserves. */
export function statusOf(problems: readonly InputProblem[]): number {
  const isMisused = problems.some(({ kind }) => kind === 'usage');
  return isMisused ? 2 : problems.length > 0 ? 1 : 0;
}
