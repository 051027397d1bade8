import { jsonLine } from '@sockscope/timeline/text';
import { printLines } from './output';

/** Prints one JSON object a line (JSON Lines), without characters that a terminal would obey. */
export async function printJson(objects: Iterable<object>): Promise<void> {
  await printLines(jsonLines(objects));
}

/** Gives the line of each object. */
export function* jsonLines(objects: Iterable<object>): Generator<string> {
  for (const object of objects) yield jsonLine(object);
}
