import { CLOCK_SLACK_NS } from './clock';
import type { FlowEnd } from './flow';
import type { Socket } from './socket';

/** Failures of connect() after which a SYN must have been sent; others, such as ENETUNREACH, can come without any. */
const SENT_SYN: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'EINPROGRESS', 'EINTR']);

export function isFree(end: FlowEnd): boolean {
  return end.socket === null && end.flow.isTcp;
}

/** True if the connection can have been the socket's by their times. */
export function fitsLifetime(socket: Socket, { flow, track }: FlowEnd): boolean {
  const { firstNs, lastNs, connection } = flow;
  if (firstNs === null || lastNs === null) {
    return true;
  }
  const completeNs = connection.handshake.ack?.timestampNs ?? null;
  if (socket.accept !== null && completeNs !== null) {
    return fitsAccept(socket, completeNs);
  }
  if (socket.connect !== null && connection.handshake.syn !== null) {
    const { enterNs, returnNs, errno } = socket.connect.call;
    // Both ends may have sent a SYN: its own counts, which a capture at the other end sees some time after it left.
    const synNs = track.syn?.timeNs ?? firstNs;
    const untilNs = errno === 'EINPROGRESS' ? null : returnNs;
    return synNs + CLOCK_SLACK_NS >= enterNs && (untilNs === null || synNs <= untilNs + CLOCK_SLACK_NS);
  }
  const endNs = socket.close?.call.enterNs ?? null;
  return lastNs + CLOCK_SLACK_NS >= socket.beginNs && (endNs === null || firstNs <= endNs + CLOCK_SLACK_NS);
}

/** The connection was complete when accept() returned it, and not yet when its listener was born. */
function fitsAccept(socket: Socket, completeNs: bigint): boolean {
  const bornNs = socket.listener?.listen?.call.enterNs ?? null;
  return completeNs <= socket.beginNs + CLOCK_SLACK_NS && (bornNs === null || completeNs + CLOCK_SLACK_NS >= bornNs);
}

/** What became of the handshake must be what the call reports. */
export function agreesWith({ flow }: FlowEnd, errno: string | null): boolean {
  const { outcome } = flow.connection.handshake;
  return errno === 'ECONNREFUSED' ? outcome === 'refused' : errno === 'ETIMEDOUT' ? outcome === 'unanswered' : true;
}

/** True if that failure can come without any packet. */
export function isLocalFailure(errno: string | null): boolean {
  return errno !== null && !SENT_SYN.has(errno);
}

/** accept() gives connections in the order in which they were queued, if all that were taken before are in the trace. */
export function isOrdered({ connect, fastOpen, listener }: Socket): boolean {
  return connect !== null || fastOpen !== null || (listener?.listen ?? null) !== null;
}

/** Names a socket in a line about it. */
export function socketText(socket: Socket): string {
  const call = socket.accept ?? socket.connect ?? socket.calls[0];
  return call === undefined ? `${socket.process}: descriptor ${socket.fd}` : `${call.id}: ${call.text}`;
}

/** Sockets in the order in which they began to take part. */
export function byBegin(a: Socket, b: Socket): number {
  const [first, second] = [a.beginNs, b.beginNs];
  return first < second
    ? -1
    : first > second
      ? 1
      : a.process < b.process
        ? -1
        : a.process > b.process
          ? 1
          : a.fd - b.fd;
}
