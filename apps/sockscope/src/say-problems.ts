import type { InputProblem } from '@sockscope/session';
import { say } from './output';

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
