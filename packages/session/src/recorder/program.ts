import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { printable } from '../printable';
import { systemErrorText } from '../system-error';
import { LineSplitter } from './line-splitter';

/** Ctrl-C reaches a program of our process group too: it gets a moment to end by itself. */
const GRACE_MS = 300;
/** Long enough for a program to close its sockets and write its totals. */
const TERMINATE_TIMEOUT_MS = 2_000;
const OUTPUT_TIMEOUT_MS = 1_000;

/** How a program that was started ended. */
export interface ProgramEnd {
  /** Exit status; null where a signal ended it or it could not be started. */
  readonly status: number | null;
  /** Name of the signal that ended it (`SIGKILL`), or null. */
  readonly signal: NodeJS.Signals | null;
  /** Why it could not be started, one line; null where it ran. */
  readonly failure: string | null;
}

/** Where a line of output comes from. The text is as the program wrote it: not filtered. */
export type OutputLine = (stream: 'stdout' | 'stderr', line: string) => void;

export interface ProgramOptions {
  /** The program and its arguments; no shell reads them. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** `inherit`: it shares the terminal; else its input, and who takes its lines. */
  readonly io:
    | 'inherit'
    | {
        readonly input: string;
        readonly onLine: OutputLine;
        /** Takes what it tells over its channel to this process. */
        onMessage?(this: void, message: unknown): void;
      };
  /**
   * It has a process group of its own, and signals go to all of it: where no terminal sends them a Ctrl-C, the programs that
   * a script began would go on without it. Default: it is in this process's group.
   */
  readonly ownsGroup?: boolean;
}

/**
 * A program as a child process. Its process group is ours unless it is to have its own, so Ctrl-C reaches it as if we were
 * not there. Unless it shares the terminal it has a channel to this process, and can tell by its end that this process was killed.
 */
export class Program {
  /** null: could not be started. */
  readonly pid: number | null;
  /** Settles when it ended and all of its output was handed over. Never rejects. */
  readonly ended: Promise<ProgramEnd>;
  private readonly child: ChildProcess;
  private readonly ownsGroup: boolean;

  /** @throws RangeError for an empty command */
  constructor({ command, environment, io, ownsGroup = false }: ProgramOptions) {
    const [file, ...words] = command;
    if (file === undefined) throw new RangeError('a program needs a command');
    this.child = spawn(file, words, {
      stdio: io === 'inherit' ? 'inherit' : ['pipe', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...environment },
      detached: ownsGroup,
    });
    this.ownsGroup = ownsGroup;
    this.pid = this.child.pid ?? null;
    this.ended = programEnd(this.child, file);
    if (io === 'inherit') return;
    connect(this.child, io.input, io.onLine);
    if (io.onMessage) this.child.on('message', io.onMessage);
  }

  get isRunning(): boolean {
    return this.pid !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Tells it something over its channel; nothing happens where it ended already or shares the terminal. */
  send(message: object): void {
    // It may end meanwhile: then there is nobody to tell.
    if (this.isRunning && this.child.connected) this.child.send(message, () => undefined);
  }

  /** Sends a signal; nothing happens where the program ended already. */
  kill(signal: NodeJS.Signals): void {
    if (!this.isRunning) return;
    if (this.ownsGroup && this.pid !== null) killGroup(this.pid, signal);
    else this.child.kill(signal);
  }

  /** Ends it: SIGTERM where it does not end at once by itself, and SIGKILL where it has not ended two seconds later. */
  async terminate(): Promise<ProgramEnd> {
    const graceMs = this.ownsGroup ? 0 : GRACE_MS;
    const timers = [
      setTimeout(() => this.kill('SIGTERM'), graceMs),
      setTimeout(() => this.kill('SIGKILL'), graceMs + TERMINATE_TIMEOUT_MS),
    ];
    return this.ended.finally(() => timers.forEach(clearTimeout));
  }
}

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It ended a moment ago.
  }
}

function programEnd(child: ChildProcess, file: string): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid !== undefined) return;
      const failure = printable(`${file} cannot be started: ${systemErrorText(error)}`);
      resolve({ status: null, signal: null, failure });
    });
    const settle = (status: number | null, signal: NodeJS.Signals | null): void => {
      if (child.pid !== undefined) resolve({ status, signal, failure: null });
    };
    child.on('close', settle);
    // A descendant may keep its output open for ever.
    child.on('exit', (status, signal) => setTimeout(settle, OUTPUT_TIMEOUT_MS, status, signal).unref());
  });
}

function connect(child: ChildProcess, input: string, onLine: OutputLine): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    const splitter = new LineSplitter((line) => onLine(stream, line));
    child[stream]?.on('data', (bytes: Buffer) => splitter.push(bytes)).on('end', () => splitter.end());
  }
  // A program may end without reading its input; that is its business.
  child.stdin?.on('error', () => undefined).end(input);
}
