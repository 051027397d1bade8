import { execFile, spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { printable } from '../printable';
import { findTcpdump, noRightsText } from './capture-rights';
import type { CaptureEnd, CaptureFailure, CaptureRequest, CaptureStart, PacketCapture } from './packet-capture';
import { endWithThisProcess } from './end-with-this-process';
import {
  parseTcpdumpCounters,
  saysListening,
  splitInterimCounters,
  tcpdumpComplaint,
  tcpdumpErrorText,
  tcpdumpFailureKind,
} from './tcpdump-messages';

/**
 * KiB of kernel buffer. In immediate mode a packet of any size takes a slot of up to 64 KiB of it, and libpcap's 2 MiB
 * hold too few for a burst: 50 MB sent at once lost most of its packets.
 */
const BUFFER_KIB = 65_536;
const START_TIMEOUT_MS = 10_000;
const STOP_TIMEOUT_MS = 5_000;
const VERSION_TIMEOUT_MS = 2_000;
const COUNTERS_TIMEOUT_MS = 1_000;
const LONGEST_MESSAGES = 16_384;

type Tcpdump = ChildProcessByStdio<null, null, Readable>;

/** What is known of tcpdump's process once it is gone. */
interface ProcessEnd {
  readonly status: number | null;
  readonly signal: string | null;
  /** Set where it could not be started at all. */
  readonly error: Error | null;
}

/**
 * Starts tcpdump and waits until it captures. It writes the file itself: on a busy machine it would wait for a reader of
 * its output, and the kernel drop what comes meanwhile. It runs in a process group of its own, so that Ctrl-C reaches the
 * traced programs and the recorder, and the capture ends last.
 */
export async function startTcpdump(request: CaptureRequest, tcpdump = findTcpdump()): Promise<CaptureStart> {
  if (tcpdump === null) return { ok: false, failure: { kind: 'missing', text: 'tcpdump is not installed' } };
  const child = spawnTcpdump(tcpdump, request);
  const messages = collectMessages(child);
  const end = processEnd(child);

  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  const version = tcpdumpVersion(tcpdump);
  const isListening = await Promise.race([messages.listening.then(() => true), end.then(() => false)]);
  clearTimeout(timer);
  if (!isListening) return { ok: false, failure: startFailure(tcpdump, request, messages.text(), await end) };
  return { ok: true, capture: runningCapture(await version, child, messages, end) };
}

function spawnTcpdump(tcpdump: string, request: CaptureRequest): Tcpdump {
  const options = [
    '-U',
    '--immediate-mode',
    '--time-stamp-precision=nano',
    '-n',
    '-B',
    String(request.bufferKib ?? BUFFER_KIB),
  ];
  // After `--` no word of the filter can be taken for an option.
  const words = ['-i', request.interface, ...options, '-w', '-', '--', ...request.filter];
  const [file = tcpdump, ...before] = [...(request.enter ?? []), tcpdump];
  return spawn(file, [...before, ...words], {
    stdio: ['ignore', request.descriptor, 'pipe'],
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
  }) as Tcpdump;
}

/** What tcpdump says. */
interface Messages {
  text(this: void): string;
  readonly listening: Promise<void>;
  /** Gives the next count of lost packets that it says while it captures. */
  nextDropped(this: void): Promise<number>;
}

/** Keeps the beginning and the end of what tcpdump says: errors come first, counters last. */
function collectMessages(child: Tcpdump): Messages {
  let text = '';
  let onDropped: (count: number) => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      const { messages, packetsDropped } = splitInterimCounters(text + piece);
      text = messages.length > LONGEST_MESSAGES ? messages.slice(0, 4096) + messages.slice(-4096) : messages;
      if (packetsDropped !== null) onDropped(packetsDropped);
      if (saysListening(text)) resolve();
    });
  });
  const nextDropped = (): Promise<number> => new Promise((resolve) => (onDropped = resolve));
  return { text: () => text, listening, nextDropped };
}

function processEnd(child: Tcpdump): Promise<ProcessEnd> {
  // A recorder that exits takes its capture along; where one is killed the guard does.
  const stopWithUs = (): boolean => child.kill('SIGINT');
  process.once('exit', stopWithUs);
  const dismissGuard = child.pid === undefined ? () => undefined : endWithThisProcess(child.pid);
  return new Promise((resolve) => {
    const settle = (status: number | null, signal: string | null, error: Error | null): void => {
      process.off('exit', stopWithUs);
      dismissGuard();
      resolve({ status, signal, error });
    };
    child.on('error', (error) => {
      if (child.pid === undefined) settle(null, null, error);
    });
    child.on('close', (status, signal) => settle(status, signal, null));
  });
}

function startFailure(
  tcpdump: string,
  request: CaptureRequest,
  messages: string,
  { error, signal }: ProcessEnd,
): CaptureFailure {
  if (error) return { kind: 'missing', text: printable(`${tcpdump} cannot be started: ${error.message}`) };
  if (signal !== null) return { kind: 'refused', text: `tcpdump was killed by ${signal} before it captured` };
  const kind = tcpdumpFailureKind(messages);
  const isGrantable = kind === 'no-rights';
  return { kind, text: isGrantable ? noRightsText(printable(request.interface), tcpdump) : tcpdumpErrorText(messages) };
}

function runningCapture(
  capturedWith: string,
  child: Tcpdump,
  { text, nextDropped }: Messages,
  end: Promise<ProcessEnd>,
): PacketCapture {
  let isStopping = false;
  const ended = end.then(({ status, signal }): CaptureEnd => {
    const how = signal === null ? `status ${status}` : `killed by ${signal}`;
    const isWell = isStopping && signal !== 'SIGKILL' && (status ?? 0) === 0;
    // What it complains of while it captures is its file: `tcpdump: Unable to write output: No space left on device`.
    const failure = isWell ? null : (tcpdumpComplaint(text()) ?? `tcpdump ended: ${how}`);
    return { failure, ...parseTcpdumpCounters(text()) };
  });
  const stop = (): Promise<CaptureEnd> => {
    isStopping = true;
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    return ended.finally(() => clearTimeout(timer));
  };
  const packetsDropped = (): Promise<number | null> => {
    const counted = nextDropped();
    child.kill('SIGUSR1');
    return within(COUNTERS_TIMEOUT_MS, counted);
  };
  return { capturedWith, ended, packetsDropped, stop };
}

/** tcpdump's version line; just its name where it does not say. */
function tcpdumpVersion(tcpdump: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(tcpdump, ['--version'], { timeout: VERSION_TIMEOUT_MS }, (_error, stdout, stderr) => {
      resolve(printable((stdout + stderr).split('\n')[0] ?? '') || 'tcpdump');
    });
  });
}

/** Settles with null where the other has not settled in time. */
async function within<Value>(timeoutMs: number, promise: Promise<Value>): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<null>((resolve) => (timer = setTimeout(resolve, timeoutMs, null)));
  const value = await Promise.race([promise, timeout]);
  clearTimeout(timer);
  return value;
}
