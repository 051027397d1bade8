import { constants } from 'node:os';
import { recordCommand, type CommandRecordingResult, type RecordingEnd } from '@sockscope/session';
import { howInterrupted, Interrupt } from '../interrupt';
import { say } from '../output';
import { tellParent } from '../recorder-process';
import { toolVersion } from '../version';

export interface RecordOptions {
  readonly output: string;
  readonly interface: string;
  /** KiB, for tcpdump. */
  readonly bufferSize?: number;
}

/** How many packets a recording has, in a part of a sentence: `42 packets captured, 0 dropped`. */
export function packetSummary({ packetsCaptured, packetsDropped }: RecordingEnd): string {
  if (packetsCaptured === null) return 'packets not counted';
  return `${packetsCaptured} packets captured, ${packetsDropped ?? 0} dropped`;
}

/** What a recording ended with, in one line: `run: 42 packets captured, 0 dropped`. */
export function recordingSummary(directory: string, end: RecordingEnd): string {
  return `${directory}: ${packetSummary(end)}${end.how === 'completed' ? '' : ` (${end.how})`}`;
}

/** Packets are dropped where the capture is not given the processor for so long that the kernel's buffer runs full. */
const DROPS_CURE =
  'a larger --buffer-size (KiB; 65536 unless given), a narrower filter or an idler machine keeps more packets';

/** False where the recording lacks packets, or its end, because the capture or the disk failed. */
export function isWhole({ how }: RecordingEnd): boolean {
  return how === 'completed';
}

/** `sockscope record`: a session of a command, or of everything until a signal ends it. */
export async function record(
  filter: readonly string[],
  command: readonly string[],
  options: RecordOptions,
): Promise<number> {
  const interrupt = new Interrupt(howInterrupted);
  const { output, interface: interfaceName, bufferSize } = options;
  // A UI in another process watches: it says itself where the recording is and how to end it.
  const isWatched = process.connected;
  const result = await recordCommand({
    directory: output,
    interface: interfaceName,
    filter,
    command,
    toolVersion: toolVersion(),
    ...(bufferSize === undefined ? {} : { bufferKib: bufferSize }),
    // Its Ctrl-C goes to the UI.
    ownsGroup: isWatched,
    onMessage: say,
    onRecording: ({ capturedWith }) => {
      tellParent({ kind: 'recording' });
      const toEnd = command.length === 0 ? '; Ctrl-C ends it' : '';
      if (!isWatched) say(`recording ${interfaceName} with ${capturedWith}${toEnd}`);
      if (bufferSize !== undefined && !capturedWith.startsWith('tcpdump')) say('--buffer-size is of tcpdump alone');
    },
    signal: interrupt.signal,
  });
  interrupt.release();
  if (!result.ok) {
    tellParent({ kind: 'failure', failure: result.failure });
    say(result.failure.text);
    return 1;
  }
  say(isWatched ? packetSummary(result.end) : recordingSummary(output, result.end));
  if ((result.end.packetsDropped ?? 0) > 0) say(DROPS_CURE);
  return recordStatus(result, interrupt.status);
}

/**
 * The command's own status where there was one, as a shell gives it, but never success for half a recording; without a
 * command Ctrl-C is the way to end.
 */
function recordStatus({ program, end }: CommandRecordingResult & { ok: true }, interrupted: number | null): number {
  if (program === null) {
    if (interrupted === null) return 1;
    return end.how === 'interrupted by SIGINT' ? 0 : interrupted;
  }
  if (program.failure !== null) {
    say(program.failure);
    return 1;
  }
  if (interrupted !== null) return interrupted;
  if (program.signal !== null) return 128 + constants.signals[program.signal];
  return program.status || (isWhole(end) ? 0 : 1);
}
