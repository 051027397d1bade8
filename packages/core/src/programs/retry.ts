import { EINTR } from '../linux-constants';
import type { SocketApi } from '../socket-api';
import type { ProgramIo } from './program';

/** Makes a call again as long as a signal interrupts it (EINTR), unless the program is to stop; gives its result. */
export function retryInterrupted(io: ProgramIo, call: () => number): number {
  for (;;) {
    const result = call();
    if (result !== -EINTR || io.isStopping()) return result;
  }
}

/** What sendAll() did: all of it where `result` is not below 0. */
export interface Sent {
  readonly bytes: number;
  /** What the last send() was asked for, and what it gave. */
  readonly lastLengthBytes: number;
  readonly result: number;
}

/**
 * Sends the first `lengthBytes` bytes of a buffer, by as many calls as it takes: send() may take only some of them
 * (send(2)), and a signal may interrupt it.
 */
export function sendAll(sockets: SocketApi, io: ProgramIo, fd: number, buffer: Uint8Array, lengthBytes: number): Sent {
  let bytes = 0;
  for (;;) {
    const rest = bytes === 0 ? buffer : buffer.subarray(bytes);
    const lastLengthBytes = lengthBytes - bytes;
    const result = retryInterrupted(io, () => sockets.send(fd, rest, lastLengthBytes, 0));
    if (result < 0) return { bytes, lastLengthBytes, result };
    bytes += result;
    if (bytes >= lengthBytes) return { bytes, lastLengthBytes, result };
  }
}
