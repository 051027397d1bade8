import { closeSync } from 'node:fs';
import type { CaptureFailure, PacketCapture } from '../capture/packet-capture';
import { startCapture } from '../capture/start-capture';
import { printable } from '../printable';
import { systemErrorText } from '../system-error';
import { DrainWatch } from './drain-watch';
import { Recorder } from './recorder';
import type { RecordingOptions } from './recording-options';
import { createSessionDirectory } from './session-directory';

/** Why a recording did not begin. `directory`: where it should go; the others are the capture's. */
export interface RecordingFailure {
  readonly kind: 'directory' | CaptureFailure['kind'];
  /** One line, safe to print. With `no-rights` it names the command that grants them. */
  readonly text: string;
}

export type StartedRecording =
  { readonly ok: true; readonly recorder: Recorder } | { readonly ok: false; readonly failure: RecordingFailure };

/**
 * Begins a recording. When it gives a recorder the capture is running, so no packet of a program that is started from
 * then on can be missed. Where it cannot begin, nothing is left behind.
 *
 * @example
 * const started = await startRecording({ directory: 'run', interface: 'lo', filter: ['port', '8888'], ... });
 * if (!started.ok) return console.error(started.failure.text);
 * const program = started.recorder.spawn({ command: ['./client'], io: 'inherit' });
 * await program.ended;
 * await started.recorder.stop('completed');
 */
export async function startRecording(options: RecordingOptions): Promise<StartedRecording> {
  const created = createSessionDirectory(options.directory);
  if (!created.ok) return { ok: false, failure: { kind: 'directory', text: created.text } };
  const { directory } = created;

  const descriptor = directory.packetsDescriptor;
  const closePackets = (): void => closeSync(descriptor);
  const started = await startCapture({
    interface: options.interface,
    filter: options.filter,
    captureWith: options.captureWith,
    enter: options.enter,
    bufferKib: options.bufferKib,
    descriptor,
  });
  if (!started.ok) {
    closePackets();
    directory.discard();
    return { ok: false, failure: started.failure };
  }

  const { capture } = started;
  const packetsLost = captureFailure(capture);
  const drainWatch = new DrainWatch(descriptor, options.roundTripMs);
  try {
    const recorder = new Recorder({ options, directory, capture, drainWatch, closePackets, packetsLost });
    return { ok: true, recorder };
  } catch (error) {
    await capture.stop();
    closePackets();
    directory.discard();
    const text = printable(`${directory.sessionFilePath}: ${systemErrorText(error)}`);
    return { ok: false, failure: { kind: 'directory', text } };
  }
}

/** Settles only when the capture ended by itself. */
function captureFailure(capture: PacketCapture): Promise<string> {
  return new Promise((resolve) => {
    void capture.ended.then(({ failure }) => failure !== null && resolve(failure));
  });
}
