import type { Connection } from '@sockscope/capture';

/** Gives what a connection is called: its index in the capture, of which only a part may be joined. */
export function numberOfConnection({ index, captureIndex }: Connection): number {
  return captureIndex ?? index;
}
