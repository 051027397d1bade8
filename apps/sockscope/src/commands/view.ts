import { canRunUi, recordingSource, runUi, type UiSource } from '@sockscope/tui';
import { load } from '../load';
import { printLines, say } from '../output';
import { ladderText } from './show';

export interface ViewOptions {
  readonly ascii?: boolean;
}

/** Runs the UI on this process's terminal; resolves to the exit status. */
export async function openUi(source: UiSource, title: string, { ascii }: ViewOptions): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  return runUi({ source, title, stdin, stdout, stderr, env, ...(ascii && { ascii }) });
}

/** `sockscope view`: the UI on a recording; the ladder as text where there is no terminal to draw on. */
export async function view(inputs: readonly string[], options: ViewOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  const obstacle = canRunUi(process);
  if (obstacle === null) return (await openUi(recordingSource(recording), recording.name, options)) || status;
  say(`${obstacle}: printing the ladder`);
  await printLines(ladderText(recording, options));
  return status;
}
