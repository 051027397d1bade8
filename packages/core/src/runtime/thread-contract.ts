import type { MessagePort } from 'node:worker_threads';
import type { ProgramResult, ProgramSetup } from '../programs/program';
import type { Endpoint } from '../trace/endpoint';
import type { RingMemory } from '../tracing/trace-ring';

// Words of the control memory that the main thread and the program's thread share.
/** 1: the program is to end. */
export const STOPPING = 0;
/** Rises whenever the program's thread should look again: a line of input came, output was written, stop. */
export const WAKE = 1;
/** Characters that the program has printed and the main thread has not yet written. */
export const UNWRITTEN = 2;
export const CONTROL_BYTES = 12;

/** What the program's thread is started with. */
export interface ThreadData {
  readonly setup: ProgramSetup;
  readonly control: SharedArrayBuffer;
  readonly descriptors: SharedArrayBuffer;
  /** null: not traced. */
  readonly ring: RingMemory | null;
  /** Lines of input come here. */
  readonly input: MessagePort;
}

/** A line of input; null is its end. */
export interface InputMessage {
  readonly line: string | null;
}

/** What the program's thread tells the main thread. */
export type ThreadMessage =
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'report'; readonly line: string }
  | { readonly kind: 'listening'; readonly endpoint: Endpoint }
  | { readonly kind: 'line-wanted' }
  | { readonly kind: 'ring-full' }
  | { readonly kind: 'end'; readonly result: ProgramResult };
