import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { RecordingFailure } from '@sockscope/session';
import { OWN_PROGRAM } from './own-program';
import { temporaryDirectory } from './temporary-directory';

/** What a recorder tells the process that started it, over Node's channel between parent and child. */
export type RecorderNews =
  | { readonly kind: 'recording' }
  /** The demo has sent its messages and takes more. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'failure'; readonly failure: RecordingFailure };

/** Tells the process that started this one; nothing happens where a user did. */
export function tellParent(news: RecorderNews): void {
  if (process.connected) process.send?.(news);
}

/** What the process that started a recorder tells it. */
export interface RecorderOrder {
  readonly kind: 'send';
  readonly text: string;
}

/**
 * Gives the texts that the process which started this one wants sent, as they come; they end with that process. null
 * where a user started this one.
 */
export function ordersFromParent(): AsyncIterable<string> | null {
  if (!process.connected) return null;
  const orders = new PassThrough({ objectMode: true });
  process.on('message', (order: RecorderOrder) => void orders.write(order.text));
  process.on('disconnect', () => void orders.end());
  return orders as AsyncIterable<string>;
}

/** How the recorder ended, and all that it and its command printed. */
export interface RecorderEnd {
  readonly status: number;
  /** The signal that killed it, or null. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RecorderProcess {
  /** Settles with its first news: the capture runs, or why it does not; null where it ended without a word. */
  readonly started: Promise<RecorderNews | null>;
  readonly ended: Promise<RecorderEnd>;
  /** Settles when the recorder is ready for orders; never where it ends before. */
  readonly ready: Promise<void>;
  order(this: void, order: RecorderOrder): void;
  /** True until it ended. */
  isRunning(): boolean;
  /** Asks it to end: programs are ended, packets drain, the session gets its end. */
  stop(): void;
}

/**
 * Runs `sockscope WORDS` as a process of its own. A terminal that stops taking output freezes the UI's process; in
 * another process that costs no packet. Its output goes to files for the same reason. When this process dies the
 * channel closes, and the recorder ends by itself.
 */
export function startRecorderProcess(words: readonly string[]): RecorderProcess {
  const directory = temporaryDirectory();
  const files = { stdout: join(directory, 'stdout'), stderr: join(directory, 'stderr') };
  const descriptors = [openSync(files.stdout, 'w'), openSync(files.stderr, 'w')] as const;
  const child = spawn(process.execPath, [OWN_PROGRAM, ...words], {
    stdio: ['ignore', ...descriptors, 'ipc'],
  });
  descriptors.forEach((descriptor) => closeSync(descriptor));

  const exited = new Promise<Pick<RecorderEnd, 'status' | 'signal'>>((resolve) => {
    child.on('error', () => resolve({ status: 1, signal: null }));
    child.on('exit', (status, signal) => resolve({ status: status ?? 1, signal }));
  });
  const read = (file: string): string => readFileSync(file, 'utf8');
  return {
    started: Promise.race([
      new Promise<RecorderNews>((resolve) => child.once('message', (news) => resolve(news as RecorderNews))),
      exited.then(() => null),
    ]),
    ready: new Promise((resolve) => {
      child.on('message', (news: RecorderNews) => {
        if (news.kind === 'ready') resolve();
      });
    }),
    order: (order) => {
      if (child.connected) child.send(order);
    },
    ended: exited.then((end) => ({ ...end, stdout: read(files.stdout), stderr: read(files.stderr) })),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
