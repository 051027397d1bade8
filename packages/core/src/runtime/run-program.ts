import { constants } from 'node:os';
import { totalsText } from '../programs/program';
import type { ProgramTotals } from '../programs/program';
import type { Endpoint } from '../trace/endpoint';
import { failureAdvice } from './failure-advice';
import { resolveOptions } from './program-options';
import type { ProgramOptions } from './program-options';
import { ProgramThread } from './program-thread-handle';
import { ProgramTrace } from './program-trace';

/** What a program is run with beside its own options. */
export interface RunOptions extends ProgramOptions {
  /** Where its trace is written; its directory is created, a file that is there is replaced. null: no trace. */
  readonly tracePath: string | null;
  /** A client's input, without line feeds. Read only as fast as the program takes it. */
  readonly input?: AsyncIterable<string>;
  /** Takes text for standard output; where it gives a promise, the program waits when it is far ahead. */
  readonly onPrint: (text: string) => void | Promise<void>;
  /** Takes one line for standard error, without line feed. */
  readonly onReport: (line: string) => void;
  /** Told once, when clients can reach the server. */
  readonly onListening?: (endpoint: Endpoint) => void;
  /**
   * Stops the program at once, whatever call it is blocked in. The reason is the name of the signal that asked for
   * it, `SIGINT`, where there was one.
   */
  readonly stop?: AbortSignal;
}

/** How a program ended. Its last words, totals included, were given to `onReport`. */
export interface ProgramEnd {
  /** The exit status: 0, 1 after a failure, 128 + n where signal n stopped it. */
  readonly status: number;
  readonly signal: string | null;
  readonly totals: ProgramTotals | null;
}

/**
 * Runs a server or a client to its end. Its socket calls block a thread of their own; the calling thread stays free
 * and keeps the trace, the output and the stop.
 *
 * @example
 * const stop = new AbortController();
 * process.once('SIGINT', () => stop.abort('SIGINT'));
 * const { status } = await runProgram({
 *   role: 'server', protocol: 'tcp', article: true, tracePath: 's.jsonl',
 *   onPrint: (text) => void process.stdout.write(text), onReport: (line) => console.error(line), stop: stop.signal,
 * });
 *
 * @throws RangeError for an option outside of its range, and the file system's error where the trace cannot be made
 */
export async function runProgram(options: RunOptions): Promise<ProgramEnd> {
  const setup = await resolveOptions(options);
  if (typeof setup === 'string') {
    options.onReport(setup);
    return { status: 1, signal: null, totals: null };
  }
  const trace = options.tracePath === null ? null : new ProgramTrace(options.tracePath, options.role);
  const thread = new ProgramThread(setup, trace, options);
  // The process may end in another way than by this function, such as process.exit() after an error elsewhere:
  // it would hang for as long as the thread is inside a call.
  const onExit = (status: number) => {
    thread.stopForExit();
    trace?.end(status, null);
  };
  process.once('exit', onExit);
  try {
    const { result, error } = await thread.ended;
    const signal = stopSignal(options.stop);
    const isStopped = options.stop?.aborted === true;
    if (isStopped) options.onReport(signal === null ? 'stopped' : `stopped by ${signal}`);
    if (error !== null) options.onReport(error);
    if (result?.failure && !isStopped) options.onReport(await failureAdvice(result.failure, setup));
    if (result) options.onReport(totalsText(setup.protocol, result.totals));
    const status = signal !== null ? 128 + signalNumber(signal) : error !== null || result?.hasProblems ? 1 : 0;
    const traceProblem = trace?.end(status, signal) ?? null;
    if (traceProblem !== null) options.onReport(`the trace is not complete: ${traceProblem}`);
    return { status, signal, totals: result?.totals ?? null };
  } finally {
    process.off('exit', onExit);
  }
}

function stopSignal(stop: AbortSignal | undefined): string | null {
  const reason: unknown = stop?.aborted ? stop.reason : null;
  return typeof reason === 'string' && reason in constants.signals ? reason : null;
}

function signalNumber(name: string): number {
  return constants.signals[name as NodeJS.Signals];
}
