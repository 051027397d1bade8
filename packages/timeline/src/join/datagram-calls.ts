import type { Endpoint } from '@sockscope/core/trace';
import { CLOCK_SLACK_NS } from './clock';
import { coversEndpoint, exactEndpoint, reachedEndpoint } from './endpoint-key';
import type { FlowEnd } from './flow';
import type { FlowIndex } from './flow-index';
import { isReceive, isSend, movesBytes } from './joined-call';
import type { JoinedCall } from './joined-call';
import { beginNs } from './socket';
import type { Socket } from './socket';

/** The calls of one end of a UDP exchange, in order of entry. */
export interface DatagramCalls {
  readonly sends: JoinedCall[];
  readonly receives: JoinedCall[];
  /** Calls of a connected socket that reported an earlier datagram refused: udp(7). */
  readonly refusals: JoinedCall[];
}

/**
 * Finds for each call of the UDP sockets the exchange that it takes part in, by the addresses of the socket and of
 * the datagram: one unconnected socket can take part in many.
 *
 * A socket that was never bound has no address in its trace; its first send that falls together with the beginning of
 * exactly one exchange tells its port.
 */
export function assignDatagramCalls(sockets: readonly Socket[], index: FlowIndex): Map<FlowEnd, DatagramCalls> {
  const byEnd = new Map<FlowEnd, DatagramCalls>();
  const inOrder = [...sockets].sort((a, b) => (beginNs(a) < beginNs(b) ? -1 : 1));
  for (const socket of inOrder) {
    const ends = new Set<FlowEnd>();
    for (const joined of socket.calls) {
      const end = assign(socket, joined, index, byEnd);
      if (end !== null) {
        ends.add(end);
      }
    }
    showSocket(socket, [...ends]);
  }
  byEnd.forEach(({ sends, receives }) => [sends, receives].forEach((calls) => calls.sort(byEntry)));
  return byEnd;
}

function byEntry(a: JoinedCall, b: JoinedCall): number {
  return a.call.enterNs < b.call.enterNs ? -1 : a.call.enterNs > b.call.enterNs ? 1 : 0;
}

function assign(
  socket: Socket,
  joined: JoinedCall,
  index: FlowIndex,
  byEnd: Map<FlowEnd, DatagramCalls>,
): FlowEnd | null {
  const { call } = joined;
  const peer = call.arguments.address ?? call.peer ?? socket.peer;
  if (!(isSend(call) || isReceive(call)) || peer === null) {
    return null;
  }
  const end = endOf(socket, joined, reachedEndpoint(peer), index);
  if (end === null) {
    return null;
  }
  end.socket ??= socket;
  joined.connection = end.flow.connection.index;
  joined.shownIn = [joined.connection];
  joined.role = end.side;
  const calls = byEnd.get(end) ?? { sends: [], receives: [], refusals: [] };
  byEnd.set(end, calls);
  if (call.errno === 'ECONNREFUSED') {
    calls.refusals.push(joined);
  } else if (call.result !== null && call.result >= 0 && movesBytes(call)) {
    (isSend(call) ? calls.sends : calls.receives).push(joined);
  }
  return end;
}

function endOf(socket: Socket, joined: JoinedCall, peer: Endpoint, index: FlowIndex): FlowEnd | null {
  const local = exactEndpoint(joined.call.local) ?? socket.local;
  const exact = exactEndpoint(local);
  if (exact !== null) {
    return lastBegun(index.between(exact, peer), joined);
  }
  if (local !== null && local.port !== 0) {
    return lastBegun(
      index.facing(peer).filter((end) => coversEndpoint(local, end.endpoint)),
      joined,
    );
  }
  return isSend(joined.call) ? learnPort(socket, joined, peer, index) : null;
}

/** Of the UDP exchanges between the same addresses, the last that had begun when the call returned. */
function lastBegun(ends: readonly FlowEnd[], { call }: JoinedCall): FlowEnd | null {
  const untilNs = call.returnNs === null ? null : call.returnNs + CLOCK_SLACK_NS;
  const begun = ends.filter(({ flow }) => flow.connection.protocol === 'udp');
  return begun.findLast(({ flow }) => untilNs === null || (flow.firstNs ?? 0n) <= untilNs) ?? begun[0] ?? null;
}

function learnPort(socket: Socket, { call }: JoinedCall, peer: Endpoint, index: FlowIndex): FlowEnd | null {
  const toNs = call.returnNs === null ? null : call.returnNs + CLOCK_SLACK_NS;
  const fits: FlowEnd[] = [];
  for (const end of index.facingWithin(peer, call.enterNs - CLOCK_SLACK_NS, toNs)) {
    const isFree = end.socket === null && end.flow.connection.protocol === 'udp' && end.side === 'client';
    if (isFree && end.flow.packets[0]?.payloadBytes === call.result) {
      fits.push(end);
    }
  }
  const [only, ...others] = fits;
  if (only === undefined) {
    return null;
  }
  if (others.length > 0) {
    fits.forEach((end) => (end.ambiguity = `${fits.length} exchanges with that address began inside one send()`));
    return null;
  }
  // Bound by the kernel to a port, and to no address: the route decides that for each datagram (ip(7)).
  socket.local = { address: only.endpoint.address.includes(':') ? '::' : '0.0.0.0', port: only.endpoint.port };
  return only;
}

/**
 * Calls that act on no exchange of their own stand with all of the socket's. A receive that got nothing does so only
 * where the socket began the exchange: a server that waits for anybody waits for none of its clients.
 */
function showSocket(socket: Socket, ends: readonly FlowEnd[]): void {
  const shownIn = ends.map(({ flow }) => flow.connection.index);
  const isClient = ends.length > 0 && ends.every(({ side }) => side === 'client');
  const role = isClient ? 'client' : ends.length > 0 ? 'server' : socket.role;
  for (const joined of socket.calls) {
    joined.role = role;
    if (joined.connection === null && (isClient || !isReceive(joined.call))) {
      joined.shownIn = shownIn;
    }
  }
}
