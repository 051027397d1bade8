import { createReadStream, statSync } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { systemErrorText } from '../system-error';
import { FileFrames } from './frame-source';
import type { FrameSource } from './frame-source';
import type { GrowingRecording } from './growing-recording';
import { firstBytesText, inputKind, SNIFFED_BYTES } from './input-kind';
import { Spool } from './spool';

/** Some gzip files of a kilobyte unpack to gigabytes; past this much the rest is left. */
const MOST_UNPACKED_BYTES = 4 * 2 ** 30;
const CHUNK_BYTES = 1 << 18;

interface Input {
  readonly name: string;
  /** Where frames can be read from again; null: nowhere, so captured bytes are spooled. */
  readonly frames: FrameSource | null;
  readonly isUnpacked: boolean;
}

type Push = (bytes: Uint8Array) => void;

/** Reads a file into the recording. What is no regular file (a pipe, say) is read once, as a stream. */
export async function readFileInput(path: string, recording: GrowingRecording): Promise<void> {
  const frames = statSync(path).isFile() ? new FileFrames(path) : null;
  await readInput(
    { name: path, frames, isUnpacked: false },
    chunksOf(createReadStream(path, { highWaterMark: CHUNK_BYTES })),
    recording,
  );
}

/** Reads a stream into the recording; captured bytes are spooled to a nameless temporary file. */
export async function readStreamInput(name: string, stream: Readable, recording: GrowingRecording): Promise<void> {
  await readInput({ name, frames: null, isUnpacked: false }, chunksOf(stream), recording);
}

async function readInput(
  input: Input,
  chunks: AsyncIterator<Buffer, undefined>,
  recording: GrowingRecording,
): Promise<void> {
  try {
    const head = await readHead(chunks);
    const whole = joined(head, chunks);
    // Not twice: there is a gzip file that unpacks to itself.
    if (inputKind(head) === 'gzip' && !input.isUnpacked) return await readGzip(input.name, whole, recording);
    const push = inputTaker(input, head, recording);
    if (push === null) return;
    for await (const bytes of whole) push(bytes);
  } catch (error) {
    recording.addProblem(input.name, null, systemErrorText(error));
  }
}

function chunksOf(stream: Readable): AsyncIterator<Buffer, undefined> {
  return stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
}

/** Adds the input by its kind and gives what takes its bytes; null, and a problem, where it is nothing to read. */
function inputTaker({ name, frames }: Input, head: Buffer, recording: GrowingRecording): Push | null {
  switch (inputKind(head)) {
    case 'capture':
      return captureTaker(name, frames, recording);
    case 'trace':
      return recording.addTrace(name);
    case 'empty':
      recording.addProblem(name, null, 'empty');
      return null;
    case 'session-file':
      recording.addProblem(name, null, 'the description of a session; give its directory instead');
      return null;
    case 'gzip':
      recording.addProblem(name, null, 'gzip within gzip');
      return null;
    case 'unknown':
      recording.addProblem(name, 0, `neither a capture nor a trace of calls: begins with ${firstBytesText(head)}`);
      return null;
  }
}

function captureTaker(name: string, frames: FrameSource | null, recording: GrowingRecording): Push | null {
  if (frames) return recording.addCapture(name, frames, 'file');
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

/** What was unpacked before an error is kept. */
async function readGzip(name: string, bytes: AsyncIterable<Buffer>, recording: GrowingRecording): Promise<void> {
  // A file that is cut gives what is there; what it holds then says that it ends too early.
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  // An error of either side destroys gunzip, and so ends the loop over it below.
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  await readInput({ name: `${name} (unpacked)`, frames: null, isUnpacked: true }, bounded(gunzip), recording);
}

async function* bounded(unpacked: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const bytes of unpacked) {
    total += bytes.length;
    if (total > MOST_UNPACKED_BYTES) {
      throw new Error(`unpacks to more than ${MOST_UNPACKED_BYTES} bytes; the rest is left`);
    }
    yield bytes;
  }
}

/** Takes as many bytes as it needs to tell what the input is. */
async function readHead(chunks: AsyncIterator<Buffer, undefined>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < SNIFFED_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* joined(head: Buffer, chunks: AsyncIterator<Buffer, undefined>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return;
    yield value;
  }
}
