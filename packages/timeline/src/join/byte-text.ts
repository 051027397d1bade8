import { callName } from './joined-call';
import type { JoinedCall } from './joined-call';

/** Names bytes of a stream for the reader: `byte 0`, `bytes 0..23`; the last one is included. */
export function byteText(from: number, to: number): string {
  return to - from === 1 ? `byte ${from}` : `bytes ${from}..${to - 1}`;
}

/** Names bytes with the calls that sent them: `bytes 0..23 of send(3)`, `bytes 0..99 of 4 calls of send()`. */
export function sentBytesText(from: number, to: number, calls: readonly JoinedCall[]): string {
  const bytes = byteText(from, to);
  const [first, ...others] = calls;
  if (first === undefined) {
    return bytes;
  }
  return others.length === 0
    ? `${bytes} of ${callName(first)}`
    : `${bytes} of ${calls.length} calls of ${first.call.call}()`;
}
