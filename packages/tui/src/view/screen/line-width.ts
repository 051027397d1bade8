import { displayWidth } from '@sockscope/timeline/text';
import type { Line } from './styles';

/** How many cells a line takes. */
export function lineWidth(line: Line): number {
  return line.reduce((cells, { text }) => cells + displayWidth(text), 0);
}
