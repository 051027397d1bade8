import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { followRecording, loadRecording, printable } from '@sockscope/session';
import type { Recording } from '@sockscope/session';
import { connectionSource, LiveSource, recordingSource, runSource } from '@sockscope/tui/views';
import type { OpenedViews, RecordingFeed, ShownSource } from '@sockscope/tui/views';
import { packetFile } from './export/packet-file';
import { openLargeCapture } from './large-capture';
import { Progress } from './progress';
import { runFiles } from './run-files';
import { statusOf } from './say-problems';
import type { ViewsRequest } from './views-request';

const STANDARD_INPUT_DESCRIPTOR = 0;

/**
 * A live run keeps about so many packets and calls in memory, at 1.2 kB each; what comes after them is recorded, and not
 * shown. The recording can be looked at afterwards.
 */
const MOST_LIVE_EVENTS = 500_000;

type Say = (text: string) => void;

/** Reads what the UI is to show; in the views' thread, where standard output and error are not for use. */
export async function openViews(request: ViewsRequest, say: Say): Promise<OpenedViews> {
  const views = request.kind === 'inputs' ? await openInputs(request.inputs, request.title, say) : openLive(request);
  return views.shown === null ? views : { ...views, shown: { ...views.shown, packetFile: fileOf } };
}

/** What the UI saves as pcapng. */
const fileOf: NonNullable<ShownSource['packetFile']> = ({ recording, timeline }, packets) =>
  packetFile(recording, timeline, packets);

function openLive({ directory, title, returnsToStart }: Extract<ViewsRequest, { readonly kind: 'live' }>): OpenedViews {
  return withoutProblems({ source: new LiveSource(feedOf(directory)), title, returnsToStart });
}

async function openInputs(inputs: readonly string[], title: string | undefined, say: Say): Promise<OpenedViews> {
  const names = inputs.map(printable).join(', ');
  const progress = new Progress((text) => say(`Reading ${names}: ${text}`), 0);
  const runs = runFiles(inputs);
  if (runs.length > 1) return withoutProblems({ source: await runSource(runs), title: title ?? namesOf(inputs) });
  const large = await openLargeCapture(inputs, (read) => progress.update(read));
  if (large !== null && large.connectionCount > 0) {
    return opened({ source: connectionSource(large), title: large.name }, large);
  }
  if (large !== null) {
    const loose = large.firstOfNoConnection();
    return opened(large.packetCount === 0 ? null : { source: recordingSource(loose), title: large.name }, loose);
  }
  const recording = await loadRecording(inputs, {
    ...(inputs.includes('-') && { stdin: standardInput() }),
    onProgress: (read) => progress.update(read),
  });
  if (recording.problems.length > 0 && isEmpty(recording)) return opened(null, recording);
  say(joiningText(recording));
  return opened({ source: recordingSource(recording), title: title ?? recording.name }, recording);
}

/** What several runs are called together: their directory, or their names. */
function namesOf(inputs: readonly string[]): string {
  return inputs.map((input) => basename(resolve(input))).join(', ');
}

function opened(shown: ShownSource | null, { problems }: Pick<Recording, 'problems'>): OpenedViews {
  return { shown, problems: problems.map(({ text }) => text), status: statusOf(problems) };
}

function withoutProblems(shown: ShownSource): OpenedViews {
  return { shown, problems: [], status: 0 };
}

function isEmpty({ packets, traces }: Recording): boolean {
  return packets.length === 0 && traces.every(({ calls }) => calls.length === 0);
}

function joiningText({ packets, traces, name }: Recording): string {
  const calls = traces.reduce((sum, trace) => sum + trace.calls.length, 0);
  return `Joining ${name}: ${packets.length} packets with ${calls} calls`;
}

/** In this thread `process.stdin` is another stream. Reading a pipe as a file could not be given up in the middle. */
function standardInput(): Readable {
  const isFile = fstatSync(STANDARD_INPUT_DESCRIPTOR).isFile();
  if (isFile) return createReadStream('', { fd: STANDARD_INPUT_DESCRIPTOR });
  return new Socket({ fd: STANDARD_INPUT_DESCRIPTOR, readable: true, writable: false });
}

/** A session directory that another process writes, as the UI takes it. */
function feedOf(directory: string): RecordingFeed {
  const listeners = new Set<() => void>();
  const follower = followRecording(directory, {
    mostEvents: MOST_LIVE_EVENTS,
    onChange: () => listeners.forEach((listener) => listener()),
  });
  return {
    current: () => follower.recording,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => follower.close(),
  };
}
