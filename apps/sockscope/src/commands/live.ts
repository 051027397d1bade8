import { basename } from 'node:path';
import { printable } from '@sockscope/session';
import { canRunUi } from '@sockscope/tui';
import { howInterrupted, Interrupt } from '../interrupt';
import { startRecorderProcess, type RecorderProcess, type RecorderNews } from '../recorder-process';
import { say, usage } from '../output';
import { temporaryDirectory } from '../temporary-directory';
import { openUi, type ViewOptions } from './view';

export interface LiveOptions extends ViewOptions {
  readonly output?: string;
  readonly interface: string;
  /** KiB, for tcpdump. */
  readonly bufferSize?: number;
}

interface WatchOptions extends ViewOptions {
  /** See ViewsRequest. */
  readonly returnsToStart?: boolean;
  /** What the UI calls the recording. */
  readonly title: string;
  /** Where the user wants it kept; absent where it is thrown away. */
  readonly output?: string;
}

/** A recorder that was watched: how its start went, and the exit status of it all. */
export type Watched =
  { readonly ok: true; readonly status: number } | { readonly ok: false; readonly news: RecorderNews | null };

/**
 * Runs `sockscope WORDS`, which records into `directory`, and shows the recording while it grows. What the recorder and
 * its programs printed comes out when the UI has given the terminal back.
 *
 * A signal ends the recorder, and this process after it, whether the UI runs already or not any more: a terminal that goes
 * away sends two, and the second must not cost the cleaning up.
 */
export async function watchRecorder(
  words: readonly string[],
  directory: string,
  options: WatchOptions,
): Promise<Watched> {
  const interrupt = new Interrupt(howInterrupted);
  const recorder = startRecorderProcess(words);
  interrupt.signal.addEventListener('abort', () => recorder.stop());
  const watched = await watch(recorder, directory, options);
  return interrupt.status === null ? watched : { ok: true, status: interrupt.status };
}

async function watch(recorder: RecorderProcess, directory: string, options: WatchOptions): Promise<Watched> {
  const news = await recorder.started;
  if (news?.kind !== 'recording') {
    const { stderr, signal } = await recorder.ended;
    process.stderr.write(stderr);
    if (signal !== null) say(`the recorder was killed by ${signal} before it recorded`);
    return { ok: false, news };
  }
  const { title, returnsToStart = false } = options;
  const { ready, order } = recorder;
  const onSend = (text: string): void => order({ kind: 'send', text });
  const request = { kind: 'live', directory, title, returnsToStart } as const;
  const uiStatus = await openUi(request, { ...options, ready, onSend });
  const recorderStatus = await endRecorder(recorder);
  if (options.output === undefined) say('not kept; with -o DIRECTORY it would be');
  else say(`kept in ${printable(directory)}; "sockscope view" shows it again`);
  return { ok: true, status: uiStatus || recorderStatus };
}

/** A recorder that the user left while it still ran has not failed; one that ended before has the status it has. */
async function endRecorder(recorder: RecorderProcess): Promise<number> {
  const wasRunning = recorder.isRunning();
  recorder.stop();
  const { status, signal, stdout, stderr } = await recorder.ended;
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (signal !== null) say(`the recorder was killed by ${signal}; what it had recorded until then was shown`);
  return wasRunning ? 0 : status;
}

/** `sockscope live`: what `record` does, watched in the UI while it runs. */
export async function live(
  filter: readonly string[],
  command: readonly string[],
  options: LiveOptions,
): Promise<number> {
  const obstacle = canRunUi(process);
  if (obstacle !== null) {
    return usage(`${obstacle}; "sockscope record" records without one`);
  }
  const directory = options.output ?? temporaryDirectory();
  const { bufferSize } = options;
  const buffer = bufferSize === undefined ? [] : ['-B', String(bufferSize)];
  const words = ['record', '-o', directory, '-i', options.interface, ...buffer, ...filter];
  const ran = command.length > 0 ? ['--', ...command] : [];
  const title = options.output === undefined ? ['live', ...filter].join(' ') : basename(directory);
  const watched = await watchRecorder([...words, ...ran], directory, { ...options, title });
  return watched.ok ? watched.status : 1;
}
