import { ladderText } from '../ladder-text';
import { openLargeCapture } from '../large-capture';
import { load } from '../load';
import { printLines, say } from '../output';
import { showLarge } from './show-large';
import type { ViewOptions } from './view';

/** What `sockscope view` does where there is no terminal to draw on, for the reason given: prints the ladder. */
export async function printView(inputs: readonly string[], options: ViewOptions, obstacle: string): Promise<number> {
  const large = await openLargeCapture(inputs);
  if (large !== null) {
    say(`${obstacle}: printing the ladder`);
    return showLarge(large, { ...options, form: 'text' });
  }
  const { recording, status } = await load(inputs);
  const isEmpty = recording.packets.length === 0 && recording.traces.every(({ calls }) => calls.length === 0);
  if (status !== 0 && isEmpty) return status;
  say(`${obstacle}: printing the ladder`);
  await printLines(ladderText(recording, options));
  return status;
}
