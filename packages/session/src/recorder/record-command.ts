import { aborted, howItEnded } from './abort';
import type { ProgramEnd } from './program';
import type { Recorder, RecordingEnd } from './recorder';
import type { RecordingOptions } from './recording-options';
import { startRecording } from './start-recording';
import type { RecordingFailure } from './start-recording';

export interface CommandRecordingOptions extends RecordingOptions {
  /** Called when the capture runs, before the command starts. */
  onRecording?(this: void, recorder: Recorder): void;
  /** The command has a process group of its own, which is ended as a whole; see ProgramOptions. */
  readonly ownsGroup?: boolean;
  /** Ends the recording; its reason is kept as how it ended: `interrupted by SIGINT`. */
  readonly signal?: AbortSignal;
}

export type CommandRecordingResult =
  | {
      readonly ok: true;
      readonly end: RecordingEnd;
      /** How the command ended; null where there was none. */
      readonly program: ProgramEnd | null;
    }
  | { readonly ok: false; readonly failure: RecordingFailure };

/**
 * Records while a command runs, which shares this process's terminal; without a command until `signal` ends it or the
 * capture fails. A capture that fails does not end a command: it is recorded on without packets.
 */
export async function recordCommand(options: CommandRecordingOptions): Promise<CommandRecordingResult> {
  const started = await startRecording(options);
  if (!started.ok) return started;
  const { recorder } = started;
  const { command, onMessage, ownsGroup = false, signal } = options;
  options.onRecording?.(recorder);

  if (command.length === 0) {
    await Promise.race([aborted(signal), recorder.packetsLost.then(onMessage)]);
    return { ok: true, end: await recorder.stop(howItEnded(signal)), program: null };
  }
  void recorder.packetsLost.then((text) => onMessage(`${text}; recording goes on without packets`));
  const program = recorder.spawn({ command, io: 'inherit', ownsGroup });
  const ended = await Promise.race([aborted(signal).then(() => null), program.ended]);
  // Who watches the recording sees how it ended, and not what is printed afterwards.
  const hasFailed = ended !== null && ended.failure !== null;
  const how = hasFailed ? 'its command could not be started' : howItEnded(signal);
  return { ok: true, end: await recorder.stop(how), program: await program.ended };
}
