import type { TracedExit } from '@sockscope/core/trace';
import { CLOCK_SLACK_NS, wasGoingOn } from './clock';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import { byCall, byKernel, byNobodyKnown } from './link-book';
import type { Verdict } from './link-book';
import type { Socket } from './socket';
import type { Segment, TcpTrack } from './tcp-track';

const BEFORE_CLOSE = 'the connection was reset before close() was called';

/**
 * Tells who made a FIN: shutdown(SHUT_WR or SHUT_RDWR), else the last close() of the socket, else the end of its
 * process. It keeps its owner even if it leaves long after the call returned, behind data that waited.
 */
export function finVerdict(end: FlowEnd): Verdict {
  const call = end.shutdown ?? end.close;
  if (call !== null) {
    return { kind: 'made-by', call };
  }
  if (end.socket === null) {
    return byNobodyKnown(end.ambiguity ?? `no traced call acts on the ${end.side}'s socket`);
  }
  return exitVerdict(end.socket.exit, end.socket.process);
}

/**
 * Tells who made a RST.
 *
 * @see RFC 9293 §3.5.2 for the kernel's resets, RFC 2525 §2.17 for close() with unread data, socket(7) for SO_LINGER
 */
export function resetVerdict(end: FlowEnd, { packet, isAck }: Segment, others: TcpTrack): Verdict {
  const timeNs = packet.timestampNs;
  const { outcome, synAck } = end.flow.connection.handshake;
  if (end.side === 'server' && outcome === 'refused' && synAck === null) {
    return byKernel('refused-no-listener', `no socket listens there: the server's kernel refuses`);
  }
  // An answer to a segment that no socket takes has its number from that segment and acknowledges nothing;
  // a reset that a socket sends for itself acknowledges.
  if (!isAck) {
    return byKernel('reset-dead-socket', `no socket of the ${end.side} takes that segment: its kernel resets`);
  }
  if (end.socket !== null) {
    return resetOfSocket(end, end.socket, timeNs, resetReason(end, end.socket, others));
  }
  return end.listener === null ? resetOfUntraced(end) : resetOfQueued(end.listener, timeNs);
}

/** Why the kernel resets where a FIN would be expected; null where the trace does not tell. */
function resetReason(end: FlowEnd, { calls }: Socket, { arrivals }: TcpTrack): string | null {
  const lingers = calls.filter(({ call }) => call.call === 'setsockopt' && call.arguments.option === 'SO_LINGER');
  if (lingers.at(-1)?.call.arguments.value === '{l_onoff=1, l_linger=0}') {
    return 'SO_LINGER with 0 seconds makes it a RST, not a FIN';
  }
  const unreadBytes = arrivals.readableBytes - (end.receives.at(-1)?.to ?? 0);
  if (end.positionsUnknown !== null || unreadBytes <= 0) {
    return null;
  }
  return `${unreadBytes === 1 ? '1 byte was' : `${unreadBytes} bytes were`} unread: a RST, not a FIN`;
}

function resetOfSocket(end: FlowEnd, socket: Socket, timeNs: bigint | null, reason: string | null): Verdict {
  if (end.close === null) {
    const isLater = socket.calls.some(({ call }) => timeNs !== null && call.enterNs > timeNs + CLOCK_SLACK_NS);
    return isLater ? byNobodyKnown(BEFORE_CLOSE) : exitVerdict(socket.exit, socket.process, reason);
  }
  if (wasGoingOn(end.close.call, timeNs)) {
    return byCall(end.close, reason);
  }
  if (timeNs !== null && timeNs > end.close.call.enterNs) {
    return byKernel('reset-dead-socket', `${callName(end.close)} had returned: the kernel resets what still comes`);
  }
  return byNobodyKnown(BEFORE_CLOSE);
}

/** A connection that waits in the accept queue is reset when its listener goes. */
function resetOfQueued(listener: Socket, timeNs: bigint | null): Verdict {
  if (listener.close !== null && wasGoingOn(listener.close.call, timeNs)) {
    return byCall(listener.close, 'the connection was still in the accept queue');
  }
  const { exit } = listener;
  if (listener.close === null && exit !== null && timeNs !== null && timeNs >= exit.timeNs - CLOCK_SLACK_NS) {
    return exitVerdict(exit, listener.process);
  }
  return byNobodyKnown(`the connection was reset in the queue of listen(${listener.fd}), not by its close()`);
}

function resetOfUntraced(end: FlowEnd): Verdict {
  const reasons = 'close() with unread data, SO_LINGER 0, or the end of its process';
  return byNobodyKnown(end.ambiguity ?? `the ${end.side}'s calls were not traced: ${reasons}`);
}

function exitVerdict(exit: TracedExit | null, process: string, reason: string | null = null): Verdict {
  return exit === null
    ? byNobodyKnown(
        `no traced call closed the socket, and the trace of ${process} stops without an end: killed, or still running`,
      )
    : byKernel(
        'process-exit',
        `${process} ${exitText(exit)} with the socket open: the kernel closed it${reason === null ? '' : `; ${reason}`}`,
      );
}

/** How a process ended, in words: `exited with status 0`, `was killed by SIGKILL`, `ended on SIGINT with status 130`. */
export function exitText({ status, signal }: TracedExit): string {
  if (signal === null) {
    return `exited with status ${status ?? 'unknown'}`;
  }
  return status === null ? `was killed by ${signal}` : `ended on ${signal} with status ${status}`;
}
