import type { IndexedCapture, Recording } from '@sockscope/session';
import {
  canRunUi,
  connectionSource,
  recordingSource,
  runSource,
  runUi,
  type RunFile,
  type UiSource,
} from '@sockscope/tui';
import { ladderText } from '../ladder-text';
import { openLargeCapture } from '../large-capture';
import { load, sayProblems } from '../load';
import { runFiles } from '../run-files';
import { printLines, say } from '../output';
import { showLarge } from './show-large';

export interface ViewOptions {
  readonly ascii?: boolean;
}

interface OpenOptions extends ViewOptions {
  /** See the UI's option of the same name. */
  readonly returnsToStart?: boolean;
}

/** Runs the UI on this process's terminal; resolves to the exit status. */
export async function openUi(source: UiSource, title: string, options: OpenOptions): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const { ascii, returnsToStart } = options;
  const chosen = { ...(ascii && { ascii }), ...(returnsToStart && { returnsToStart }) };
  return runUi({ source, title, stdin, stdout, stderr, env, ...chosen });
}

/**
 * `sockscope view`: the UI on a recording; the ladder as text where there is no terminal to draw on. Where nothing at all
 * could be read, what load() said is all there is to see.
 *
 * @param title What the UI calls the recording; its own name unless given.
 */
export async function view(inputs: readonly string[], options: ViewOptions, title?: string): Promise<number> {
  const runs = runFiles(inputs);
  if (runs.length > 1 && canRunUi(process) === null) return viewRuns(runs, options);
  const obstacle = canRunUi(process);
  const large = await openLargeCapture(inputs);
  if (large !== null && obstacle !== null) {
    say(`${obstacle}: printing the ladder`);
    return showLarge(large, { ...options, form: 'text' });
  }
  if (large !== null && large.connectionCount > 0) return viewConnections(large, options);
  const { recording, status } = await load(inputs);
  if (status !== 0 && isEmpty(recording)) return status;
  if (obstacle === null) return (await openUi(recordingSource(recording), title ?? recording.name, options)) || status;
  say(`${obstacle}: printing the ladder`);
  await printLines(ladderText(recording, options));
  return status;
}

/** The UI on several recordings, which begins with the list of them. */
async function viewRuns(runs: readonly RunFile[], options: ViewOptions): Promise<number> {
  return openUi(await runSource(runs), `${runs.length} runs`, options);
}

/** The UI on a large capture, which begins with the list of its connections. */
async function viewConnections(capture: IndexedCapture, options: ViewOptions): Promise<number> {
  const status = await openUi(connectionSource(capture), capture.name, options);
  return status || sayProblems(capture.problems);
}

function isEmpty({ packets, traces }: Recording): boolean {
  return packets.length === 0 && traces.every(({ calls }) => calls.length === 0);
}
