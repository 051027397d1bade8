import { EAGAIN, MSG_DONTWAIT, POLLIN, POLLOUT } from '../linux-constants';
import { PollSet } from '../poll-set';
import type { SocketApi } from '../socket-api';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import type { ProgramIo } from './program';
import { retryInterrupted } from './retry';

/** A message to send and as many bytes to receive, on one connected socket. */
export interface Exchange {
  readonly fd: number;
  readonly bytes: Uint8Array;
  /** What is received goes through it. */
  readonly buffer: Uint8Array;
  /** How long nothing may happen at all; 0: for ever. */
  readonly timeoutMs: number;
}

/** How far an exchange came. */
export interface Exchanged {
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly failure: SocketFailure | null;
  /** The other end finished before it had sent everything back. */
  readonly isClosed: boolean;
}

/**
 * Sends a long message and receives its echo at the same time: poll() says which of the two can be done, and
 * MSG_DONTWAIT keeps each from blocking, so the message may be longer than all buffers on the way together.
 */
export function exchangeInterleaved(
  sockets: SocketApi,
  io: ProgramIo,
  { fd, bytes, buffer, timeoutMs }: Exchange,
  onReceived: (part: Uint8Array) => void,
): Exchanged {
  const polled = new PollSet([{ fd, events: POLLIN | POLLOUT }]);
  const waitMs = timeoutMs === 0 ? -1 : timeoutMs;
  let bytesIn = 0;
  let bytesOut = 0;
  const end = (failure: SocketFailure | null, isClosed = false) => ({ bytesIn, bytesOut, failure, isClosed });

  while (bytesIn < bytes.length) {
    polled.setEvents(0, bytesOut < bytes.length ? POLLIN | POLLOUT : POLLIN);
    const ready = retryInterrupted(io, () => sockets.poll(polled, waitMs));
    if (ready < 0) return end(socketFailure('poll', [`[{fd=${fd}}]`, waitMs], ready));
    if (ready === 0 || io.isStopping()) return end(null);
    const events = polled.returnedEvents(0);
    // An error or a hang-up is reported by whichever call comes first: receiving.
    if ((events & ~POLLOUT) !== 0) {
      const count = retryInterrupted(io, () => sockets.recv(fd, buffer, buffer.length, MSG_DONTWAIT));
      if (count === 0) return end(null, true);
      if (count > 0) onReceived(buffer.subarray(0, count));
      else if (count !== -EAGAIN) return end(socketFailure('recv', [fd, buffer.length, 'MSG_DONTWAIT'], count));
      bytesIn += Math.max(count, 0);
    }
    if ((events & POLLOUT) !== 0 && bytesOut < bytes.length) {
      const rest = bytes.subarray(bytesOut);
      const count = retryInterrupted(io, () => sockets.send(fd, rest, rest.length, MSG_DONTWAIT));
      if (count < 0 && count !== -EAGAIN) return end(socketFailure('send', [fd, rest.length, 'MSG_DONTWAIT'], count));
      bytesOut += Math.max(count, 0);
    }
  }
  return end(null);
}
