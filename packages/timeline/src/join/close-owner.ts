import type { TracedExit } from '@sockscope/core/trace';
import { durationText } from '../text/duration-text';
import { ACK } from '../tcp-flags';
import { CLOCK_SLACK_NS, wasGoingOn } from './clock';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { JoinedPacket } from './joined-packet';
import type { Socket } from './socket';
import { byCall, byKernel, byNobodyKnown } from './verdict';
import type { Verdict } from './verdict';

const BEFORE_CLOSE = 'the connection was reset before close() was called';

/**
 * Tells who made a FIN: shutdown(SHUT_WR or SHUT_RDWR), else the close() of the last descriptor, else the end of its
 * process. It keeps its owner even if it leaves long after the call returned, behind data that waited.
 */
export function finVerdict(packet: JoinedPacket, end: FlowEnd): Verdict {
  const { timeNs } = packet;
  const { shutdown, close, socket } = end;
  const call = [shutdown, close].find((made) => made !== null && couldMake(made, timeNs)) ?? null;
  if (call !== null) {
    return byCall(call, call === close && socket !== null ? closeText(socket, call) : null);
  }
  if (socket === null) {
    return byNobodyKnown(end.ambiguity ?? `no traced call acts on the ${end.side}'s socket`);
  }
  return shutdown === null && close === null
    ? exitVerdict(socket, packet)
    : byNobodyKnown('the FIN came before any call that closes: another process may hold the socket too');
}

/** A cause does not come after what it makes. */
function couldMake({ call }: JoinedCall, timeNs: bigint | null): boolean {
  return timeNs === null || call.enterNs <= timeNs + CLOCK_SLACK_NS;
}

function closeText({ copies }: Socket, { call }: JoinedCall): string | null {
  if (copies === 0) {
    return null;
  }
  const closes = call.call === 'close' ? 'closes' : 'takes away';
  return `${closes} the last of ${copies + 1} descriptors`;
}

/**
 * Tells who made a RST.
 *
 * @see RFC 9293 §3.5.2 for the kernel's resets, RFC 2525 §2.17 for close() with unread data, socket(7) for SO_LINGER
 */
export function resetVerdict(packet: JoinedPacket, end: FlowEnd): Verdict {
  const { outcome, synAck } = end.flow.connection.handshake;
  if (end.side === 'server' && outcome === 'refused' && synAck === null) {
    return byKernel('refused-no-listener', `no socket listens there: the server's kernel refuses`);
  }
  // An answer to a segment that no socket takes has its number from that segment and acknowledges nothing;
  // a reset that a socket sends for itself acknowledges.
  if ((packet.flags & ACK) === 0) {
    return byKernel('reset-dead-socket', `no socket of the ${end.side} takes that segment: its kernel resets`);
  }
  if (end.socket !== null) {
    return resetOfSocket(packet, end, end.socket);
  }
  return end.listener === null ? resetOfUntraced(end) : resetOfQueued(end.listener, packet);
}

/** Why the kernel resets where a FIN would be expected; null where the trace does not tell. */
function resetReason({ number, timeNs }: JoinedPacket, end: FlowEnd, socket: Socket): string | null {
  if (socket.optionBefore('SO_LINGER', timeNs) === '{l_onoff=1, l_linger=0}') {
    return 'SO_LINGER with 0 seconds makes it a RST, not a FIN';
  }
  const unreadBytes = end.heard.arrivals.readableAt(number) - (end.receives.at(-1)?.to ?? 0);
  if (end.positionsUnknown !== null || unreadBytes <= 0) {
    return null;
  }
  return `${unreadBytes === 1 ? '1 byte was' : `${unreadBytes} bytes were`} unread: a RST, not a FIN`;
}

function resetOfSocket(packet: JoinedPacket, end: FlowEnd, socket: Socket): Verdict {
  const { timeNs } = packet;
  if (end.close !== null && wasGoingOn(end.close.call, timeNs)) {
    return byCall(end.close, resetReason(packet, end, socket));
  }
  if (end.track.isResetAfterProbe) {
    return byKernel('keep-alive', 'nobody answered its keep-alives: the kernel gives the connection up');
  }
  if (end.close === null) {
    const isLater = socket.calls.some(({ call }) => timeNs !== null && call.enterNs > timeNs + CLOCK_SLACK_NS);
    return isLater ? byNobodyKnown(BEFORE_CLOSE) : exitVerdict(socket, packet, resetReason(packet, end, socket));
  }
  if (timeNs !== null && timeNs > end.close.call.enterNs) {
    return byKernel('reset-dead-socket', `${callName(end.close)} had returned: the kernel resets what still comes`);
  }
  return byNobodyKnown(BEFORE_CLOSE);
}

/** A connection that waits in the accept queue is reset when its listener goes. */
function resetOfQueued(listener: Socket, packet: JoinedPacket): Verdict {
  const { timeNs } = packet;
  if (listener.close !== null && wasGoingOn(listener.close.call, timeNs)) {
    return byCall(listener.close, 'the connection was still in the accept queue');
  }
  const { exit } = listener;
  if (listener.close === null && exit !== null && timeNs !== null && timeNs >= exit.timeNs - CLOCK_SLACK_NS) {
    return exitVerdict(listener, packet);
  }
  return byNobodyKnown(`the connection was reset in the queue of listen(${listener.fd}), not by its close()`);
}

function resetOfUntraced(end: FlowEnd): Verdict {
  const reasons = 'close() with unread data, SO_LINGER 0, or the end of its process';
  return byNobodyKnown(end.ambiguity ?? `the ${end.side}'s calls were not traced: ${reasons}`);
}

/** The exit comes after the packets that it made: its time is when somebody heard of it. */
function exitVerdict(socket: Socket, packet: JoinedPacket, reason: string | null = null): Verdict {
  const { exit, process } = socket;
  if (exit === null) {
    return byNobodyKnown(`no traced call closed the socket; ${unendedText(socket, packet)}`);
  }
  const why = reason === null ? '' : `; ${reason}`;
  return byKernel('process-exit', `${process} ${exitText(exit)} with the socket open: the kernel closed it${why}`);
}

/**
 * What is known of a process whose end nobody recorded. That it was killed would be a guess: its last calls, the close() among them, may
 * not have been written.
 */
function unendedText({ lastOfProcess, process }: Socket, { timeNs }: JoinedPacket): string {
  const last = lastOfProcess;
  if (last === null || timeNs === null) {
    return `the trace of ${process} stops without an end: killed, or still running`;
  }
  const { enterNs, returnNs } = last.call;
  if (enterNs > timeNs + CLOCK_SLACK_NS) {
    return `${process} lived on and called ${callName(last)} later: a call that is not traced closed it, or another process`;
  }
  const sinceNs = timeNs - (returnNs ?? enterNs);
  const since = sinceNs < 0n ? 'about then' : `${durationText(sinceNs)} before this packet`;
  return returnNs === null
    ? `the trace of ${process} stops inside ${callName(last)}, entered ${since}: killed in it, or its trace lost what came then`
    : `the trace of ${process} stops after ${callName(last)}, ${since}: killed, or its trace lost what came then`;
}

/** How a process ended, in words: `exited with status 0`, `was killed by SIGKILL`, `ended on SIGINT with status 130`. */
export function exitText({ status, signal }: TracedExit): string {
  if (signal === null) {
    return `exited with status ${status ?? 'unknown'}`;
  }
  return status === null ? `was killed by ${signal}` : `ended on ${signal} with status ${status}`;
}
