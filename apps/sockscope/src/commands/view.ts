import { canRunUi, runUi, viewsInThread } from '@sockscope/tui';
import { usage } from '../output';
import { startViewsThread } from '../views-request';
import type { ViewsRequest } from '../views-request';

export interface ViewOptions {
  readonly ascii?: boolean;
}

interface OpenOptions extends ViewOptions {
  /** Settles when a program of the recording waits for messages. */
  readonly ready?: Promise<void>;
  /** Takes the messages that the user wants it to send. */
  readonly onSend?: (text: string) => void;
}

/** Runs the UI on this process's terminal; resolves to the exit status. */
export async function openUi(request: ViewsRequest, { ascii, ready, onSend }: OpenOptions): Promise<number> {
  const { stdin, stdout, stderr, env } = process;
  const views = viewsInThread(startViewsThread(request));
  void ready?.then(() => views.tell({ kind: 'sender-ready' }));
  return runUi({ views, stdin, stdout, stderr, env, ...(ascii && { ascii }), ...(onSend && { onSend }) });
}

/**
 * `sockscope view`: the UI on a recording; the ladder as text where there is no terminal to draw on. Where nothing at all
 * could be read no screen is opened, and what could not be read is all there is to see.
 *
 * @param title What the UI calls the recording; its own name unless given.
 */
export async function view(inputs: readonly string[], options: ViewOptions, title?: string): Promise<number> {
  const obstacle = canRunUi(process);
  if (obstacle !== null) return printInputs(inputs, options, obstacle);
  if (inputs.includes('-') && process.stdin.isTTY) {
    return usage('standard input is the terminal: pipe a recording into it, or name a file');
  }
  return openUi({ kind: 'inputs', inputs, ...(title !== undefined && { title }) }, options);
}

/** What is loaded for it, the UI does without. */
async function printInputs(inputs: readonly string[], options: ViewOptions, obstacle: string): Promise<number> {
  const { printView } = await import('./print-view.js');
  return printView(inputs, options, obstacle);
}
