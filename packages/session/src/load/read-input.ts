import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { notACapture, openPieces } from '@sockscope/capture';
import type { CaptureInput, OpenedInput } from '@sockscope/capture';
import { systemErrorText } from '../system-error';
import { FileFrames } from './frame-source';
import type { GrowingRecording } from './growing-recording';
import type { LoadProgress } from './load-progress';
import { inputKind, isEnoughToTell } from './input-kind';
import { Spool } from './spool';

type Push = (bytes: Uint8Array) => void;
type OnProgress = (progress: LoadProgress) => void;

/** Reads a file into the recording. What is no regular file (a pipe, say) is read once, as a stream. */
export async function readFileInput(path: string, recording: GrowingRecording, onProgress: OnProgress): Promise<void> {
  await readInput(path, path, recording, onProgress);
}

/** Reads a stream into the recording. */
export async function readStreamInput(
  name: string,
  stream: Readable,
  recording: GrowingRecording,
  onProgress: OnProgress,
): Promise<void> {
  await readInput(name, stream, recording, onProgress);
}

async function readInput(
  name: string,
  input: CaptureInput,
  recording: GrowingRecording,
  onProgress: OnProgress,
): Promise<void> {
  try {
    const opened = await openPieces(input, { isEnough: isEnoughToTell });
    try {
      await readPieces(name, input, opened, recording, onProgress);
    } finally {
      opened.pieces.close();
    }
  } catch (error) {
    recording.addProblem(name, null, systemErrorText(error));
  }
}

async function readPieces(
  name: string,
  input: CaptureInput,
  { head, pieces, compression }: OpenedInput,
  recording: GrowingRecording,
  onProgress: OnProgress,
): Promise<void> {
  const isPlainFile = typeof input === 'string' && compression === null && statSync(input).isFile();
  const content = compression === null ? name : `${name} (unpacked)`;
  const isUnreadable = head.length === 0 && pieces.problem !== null;
  const push = isUnreadable ? null : inputTaker(content, head, isPlainFile, recording);
  const sizeBytes = isPlainFile ? statSync(input).size : null;
  let bytesRead = 0;
  for (let piece = await pieces.read(); push !== null && piece !== null; piece = await pieces.read()) {
    if (recording.isEnough(name)) return;
    push(piece);
    bytesRead += piece.length;
    onProgress({ bytesRead, sizeBytes });
  }
  const { problem } = pieces;
  if (problem === null) return;
  recording.addProblem(name, problem.byteOffset, problem.text);
  // What is missing in it is missing for that reason.
  if (push !== null) recording.endCapture(content);
}

/** Adds the input by its kind and gives what takes its bytes; null, and a problem, where it is nothing to read. */
function inputTaker(name: string, head: Uint8Array, isPlainFile: boolean, recording: GrowingRecording): Push | null {
  switch (inputKind(head)) {
    case 'capture':
      return captureTaker(name, isPlainFile, recording);
    case 'trace':
      return recording.addTrace(name);
    case 'empty':
      recording.addProblem(name, null, 'empty');
      return null;
    case 'session-file':
      recording.addProblem(name, null, 'the description of a session; give its directory instead');
      return null;
    case 'unknown':
      recording.addProblem(name, 0, `${notACapture(head).text}; nor is it a trace of calls`);
      return null;
  }
}

/** Frames are read again from a plain file; of what cannot be read twice the bytes are spooled to a nameless file. */
function captureTaker(name: string, isPlainFile: boolean, recording: GrowingRecording): Push | null {
  if (isPlainFile) return recording.addCapture(name, new FileFrames(name), 'file');
  const spool = new Spool();
  const push = recording.addCapture(name, spool, 'file');
  return (
    push &&
    ((bytes) => {
      spool.append(bytes);
      push(bytes);
    })
  );
}
