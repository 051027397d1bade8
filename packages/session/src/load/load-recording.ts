import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Recording } from '../recording';
import { CALLS_FOLDER_NAME, PACKETS_FILE_NAME, SESSION_FILE_NAME } from '../session-layout';
import { systemErrorText } from '../system-error';
import { GrowingRecording } from './growing-recording';
import type { LoadProgress } from './load-progress';
import { mostEventsInMemory } from './most-events';
import { readFileInput, readStreamInput } from './read-input';
import { SessionInput } from './session-input';
import { STANDARD_INPUT, STANDARD_INPUT_NAME } from './standard-input';

export interface LoadOptions {
  /** What `-` stands for. Default: `process.stdin`, which is not touched unless it is asked for. */
  readonly stdin?: Readable;
  /** So many packets and calls are about enough: of what comes after them a problem tells. Default: what memory has room for. */
  readonly mostEvents?: number;
  /** Called now and then. */
  onProgress?(this: void, progress: LoadProgress): void;
}

/**
 * Reads any mix of session directories, capture files, traces and `-` for standard input into one recording; what each
 * is, is told by its content. Never rejects for what an input holds or lacks: that is in `problems`, and whatever could
 * be read is kept. A session that is still recorded is given as it stands.
 *
 * @example
 * const recording = await loadRecording(['run']);
 * for (const { text } of recording.problems) console.error(text);
 */
export async function loadRecording(
  inputs: readonly string[],
  { stdin, mostEvents = mostEventsInMemory(), onProgress = () => undefined }: LoadOptions = {},
): Promise<Recording> {
  const recording = new GrowingRecording(inputs.map(inputName).join(', '), mostEvents);
  for (const input of inputs) {
    if (input === STANDARD_INPUT) {
      await readStreamInput(STANDARD_INPUT_NAME, stdin ?? process.stdin, recording, onProgress);
    } else {
      await readPath(input, recording, onProgress);
    }
  }
  if (recording.status !== 'live') recording.finish();
  return recording;
}

/** What to call an input in a title: its last part, also of `.` and `run/`. */
export function inputName(input: string): string {
  return input === STANDARD_INPUT ? STANDARD_INPUT_NAME : basename(resolve(input)) || input;
}

type OnProgress = NonNullable<LoadOptions['onProgress']>;

async function readPath(path: string, recording: GrowingRecording, onProgress: OnProgress): Promise<void> {
  try {
    if (statSync(path).isDirectory()) await readDirectory(path, recording, onProgress);
    else await readFileInput(path, recording, onProgress);
  } catch (error) {
    recording.addProblem(path, null, systemErrorText(error));
  }
}

async function readDirectory(path: string, recording: GrowingRecording, onProgress: OnProgress): Promise<void> {
  const parts = [SESSION_FILE_NAME, PACKETS_FILE_NAME, CALLS_FOLDER_NAME];
  if (!parts.some((part) => statSync(`${path}/${part}`, { throwIfNoEntry: false }))) {
    return recording.addProblem(path, null, `a directory without a session: it has none of ${parts.join(', ')}`);
  }
  if (!statSync(`${path}/${SESSION_FILE_NAME}`, { throwIfNoEntry: false })) {
    recording.addProblem(path, null, `has no ${SESSION_FILE_NAME}: its recorder was killed as it began`);
  }
  recording.status = 'interrupted';
  const input = new SessionInput(path, recording, 'file');
  // A large recording is read in steps, so that a signal can end the program meanwhile.
  while (input.read()) {
    onProgress(input);
    await new Promise((resume) => setImmediate(resume));
  }
}
