import type { Endpoint, TracedExit } from '@sockscope/core/trace';
import type { Side } from '../model';
import type { JoinedCall } from './joined-call';

/**
 * One socket of a traced process, from the call that made it to the last close() of its descriptor. A descriptor
 * number that is used again is another socket.
 */
export interface Socket {
  readonly process: string;
  readonly role: Side;
  readonly fd: number;
  /** `unknown`: the trace began after socket() and no call has told; `other`: neither TCP nor UDP. */
  kind: 'stream' | 'listener' | 'datagram' | 'unknown' | 'other';
  /** Every call on it in order of entry; the socket() that made it included, the accept() that returned it not. */
  readonly calls: JoinedCall[];
  /** Every poll() that watched it, in order of entry. */
  readonly polls: JoinedCall[];
  /** False: the trace began after it was made, so its earlier sends and receives are not known. */
  readonly isWhole: boolean;
  /** The accept() that returned it, and the socket that this was called on. */
  readonly accept: JoinedCall | null;
  readonly listener: Socket | null;
  connect: JoinedCall | null;
  listen: JoinedCall | null;
  close: JoinedCall | null;
  local: Endpoint | null;
  peer: Endpoint | null;
  /** How its process ended; null while it runs or where the trace does not say. */
  readonly exit: TracedExit | null;
}

/** When the socket began to take part: its connect(), its accept(), else its first call. */
export function beginNs(socket: Socket): bigint {
  const { connect, accept, calls } = socket;
  if (accept !== null) {
    return accept.call.returnNs ?? accept.call.enterNs;
  }
  return (connect ?? calls[0])?.call.enterNs ?? 0n;
}
