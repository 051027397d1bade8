import { usage } from './output';

/** Says that a recording of `count` connections lacks the one asked for and gives the exit status; null where there is nothing to say. */
export function missingConnection(connection: number | undefined, count: number): 2 | null {
  if (connection === undefined || connection < count) return null;
  return usage(`there is no connection ${connection}; the recording has ${count}`);
}
