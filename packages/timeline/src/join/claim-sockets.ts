import type { Endpoint } from '@sockscope/core/trace';
import { CLOCK_SLACK_NS } from './clock';
import { coversEndpoint, exactEndpoint } from './endpoint-key';
import type { FlowEnd } from './flow';
import type { FlowIndex } from './flow-index';
import { beginNs } from './socket';
import type { Socket } from './socket';

/** Failures of connect() after which a SYN must have been sent; others, such as ENETUNREACH, can come without any. */
const SENT_SYN: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET', 'EINPROGRESS', 'EINTR']);

/**
 * Gives each traced stream socket its connection in the capture, or leaves both free: a wrong link is worse than none.
 *
 * The addresses choose. Where the same pair of ports was used again, sockets take the connections in order, each
 * within its own lifetime. A connect() that failed often has no local address left (the kernel forgets it): it takes
 * the one connection to its peer that began while it was going on and that nobody else claims; of several, none.
 *
 * @returns one line for each socket that has no connection, and why
 */
export function claimSockets(sockets: readonly Socket[], index: FlowIndex): string[] {
  const streams = sockets.filter((socket) => socket.kind === 'stream' || socket.kind === 'unknown').sort(byBegin);
  const anonymous: Socket[] = [];
  const problems: string[] = [];
  for (const socket of streams) {
    if (socket.peer === null) {
      continue;
    }
    const candidates = ownCandidates(socket, socket.peer, index);
    if (candidates === null) {
      anonymous.push(socket);
    } else {
      problems.push(...claimFirst(socket, candidates));
    }
  }
  // These last: what the others claimed narrows their choice.
  for (const socket of anonymous) {
    problems.push(...claimOnly(socket, index));
  }
  return problems;
}

function byBegin(a: Socket, b: Socket): number {
  const [first, second] = [beginNs(a), beginNs(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Free ends that the socket's addresses and lifetime allow, in order; null where its own address is not known. */
function ownCandidates(socket: Socket, peer: Endpoint, index: FlowIndex): FlowEnd[] | null {
  const exact = exactEndpoint(socket.local);
  if (exact !== null) {
    return index.between(exact, peer).filter((end) => isFree(end) && fitsLifetime(socket, end));
  }
  const bound = socket.local ?? socket.listener?.local ?? null;
  const isBound = bound !== null && bound.port !== 0;
  if (!isBound && socket.accept === null) {
    return null;
  }
  const covers = (end: FlowEnd): boolean => !isBound || coversEndpoint(bound, end.endpoint);
  return index.facing(peer).filter((end) => covers(end) && isFree(end) && fitsLifetime(socket, end));
}

function isFree(end: FlowEnd): boolean {
  return end.socket === null && end.flow.connection.protocol === 'tcp';
}

function fitsLifetime(socket: Socket, end: FlowEnd): boolean {
  const { firstNs, lastNs, connection } = end.flow;
  if (firstNs === null || lastNs === null) {
    return true;
  }
  const completeNs = connection.handshake.ack?.timestampNs ?? null;
  if (socket.accept !== null && completeNs !== null) {
    return fitsAccept(socket, completeNs);
  }
  if (socket.connect !== null && connection.handshake.syn !== null) {
    const { enterNs, returnNs } = socket.connect.call;
    return firstNs + CLOCK_SLACK_NS >= enterNs && (returnNs === null || firstNs <= returnNs + CLOCK_SLACK_NS);
  }
  const endNs = socket.close?.call.enterNs ?? null;
  return lastNs + CLOCK_SLACK_NS >= beginNs(socket) && (endNs === null || firstNs <= endNs + CLOCK_SLACK_NS);
}

/** The connection was complete when accept() returned it, and not yet when its listener was born. */
function fitsAccept(socket: Socket, completeNs: bigint): boolean {
  const bornNs = socket.listener?.listen?.call.enterNs ?? null;
  return completeNs <= beginNs(socket) + CLOCK_SLACK_NS && (bornNs === null || completeNs + CLOCK_SLACK_NS >= bornNs);
}

function claimFirst(socket: Socket, candidates: readonly FlowEnd[]): string[] {
  const [first, ...others] = candidates;
  if (first === undefined) {
    return [`${describe(socket)}: the capture holds no connection of these addresses at that time`];
  }
  // accept() gives connections in the order in which they were queued, if all that were taken before are in the trace.
  const isOrdered = socket.connect !== null || (socket.listener?.listen ?? null) !== null;
  if (others.length > 0 && !isOrdered) {
    return [`${describe(socket)}: ${candidates.length} connections of these addresses could be it`];
  }
  claim(socket, first);
  return [];
}

function claimOnly(socket: Socket, index: FlowIndex): string[] {
  const { connect, peer } = socket;
  if (connect === null || peer === null) {
    return [];
  }
  const { enterNs, returnNs, errno } = connect.call;
  const toNs = returnNs === null ? null : returnNs + CLOCK_SLACK_NS;
  const fits: FlowEnd[] = [];
  for (const end of index.facingWithin(peer, enterNs - CLOCK_SLACK_NS, toNs)) {
    if (isFree(end) && end.side === 'client' && agrees(end, errno)) {
      fits.push(end);
    }
  }
  const [only, ...others] = fits;
  if (only === undefined) {
    const isLocalFailure = errno !== null && !SENT_SYN.has(errno);
    return isLocalFailure ? [] : [`${describe(socket)}: the capture holds no SYN to that address inside the call`];
  }
  if (others.length > 0) {
    const reason = `${describe(socket)}: ${fits.length} connections to that address began inside the call`;
    fits.forEach((end) => (end.ambiguity = reason));
    return [reason];
  }
  claim(socket, only);
  return [];
}

/** What became of the handshake must be what the call reports. */
function agrees({ flow }: FlowEnd, errno: string | null): boolean {
  const { outcome } = flow.connection.handshake;
  return errno === 'ECONNREFUSED' ? outcome === 'refused' : errno === 'ETIMEDOUT' ? outcome === 'unanswered' : true;
}

function claim(socket: Socket, end: FlowEnd): void {
  end.socket = socket;
  end.listener = socket.listener;
}

function describe(socket: Socket): string {
  const call = socket.accept ?? socket.connect ?? socket.calls[0];
  return call === undefined ? `${socket.process}: descriptor ${socket.fd}` : `${call.id}: ${call.text}`;
}
