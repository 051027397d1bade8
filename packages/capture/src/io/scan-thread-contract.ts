import type { RowBuffers } from '../flow/connection-rows';
import type { FlowPart } from '../flow/flow-part';
import type { PlainFile } from './open-pieces';

/** What a scan thread is started with. */
export interface ScanThreadData {
  readonly file: PlainFile;
  readonly part: FlowPart;
  /** Words of 32 bits, see SCAN_WORD. */
  readonly shared: SharedArrayBuffer;
}

/** What it says once, at its end. */
export type ScanThreadMessage =
  | { readonly kind: 'rows'; readonly rows: RowBuffers; readonly packets: number }
  | { readonly kind: 'failed'; readonly error: string };

/** The words that both threads share. */
export const SCAN_WORD = {
  /** How many packets the thread may take so far, modulo 2^32. */
  allowed: 0,
  /** 1: there will be no more. */
  isFinal: 1,
} as const;

export const SCAN_WORDS = 2;
