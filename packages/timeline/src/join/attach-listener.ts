import type { Flow } from './flow';
import type { PolledSockets } from './trace-sockets';
import type { Socket } from './socket';

/** The connections of each socket that has or had any: one of a connected socket, all of a listener. */
export type ConnectionsOfSockets = ReadonlyMap<Socket, readonly number[]>;

/** Collects the TCP connections of each socket, in order. */
export function connectionsOfSockets(flows: readonly Flow[]): ConnectionsOfSockets {
  const connections = new Map<Socket, number[]>();
  for (const { connection, client, server } of flows) {
    for (const socket of [client.socket, server.socket, server.listener]) {
      if (socket !== null) {
        const known = connections.get(socket);
        if (known === undefined) {
          connections.set(socket, [connection.index]);
        } else if (known.at(-1) !== connection.index) {
          known.push(connection.index);
        }
      }
    }
  }
  return connections;
}

/**
 * Shows a listener's own calls in the ladder of each of its connections: they made all of them possible. An accept()
 * stands with the connection that it returned, and one that returned none with none: nothing tells for whom it waited.
 */
export function showListeners(sockets: readonly Socket[], connections: ConnectionsOfSockets): void {
  for (const socket of sockets) {
    if (socket.kind === 'listener') {
      const shownIn = connections.get(socket) ?? [];
      for (const joined of socket.calls) {
        joined.role = 'server';
        if (joined.call.call !== 'accept') {
          joined.shownIn = shownIn;
        }
      }
    }
  }
}

/** Shows each poll() with the connections of all sockets that it watched; it acts on one only if it watched no other. */
export function showPolls(polls: readonly PolledSockets[], connections: ConnectionsOfSockets): void {
  for (const { poll, sockets } of polls) {
    const watched = sockets.filter(({ kind }) => kind !== 'listener');
    const shownIn = new Set(watched.flatMap((socket) => connections.get(socket) ?? []));
    poll.shownIn = [...shownIn];
    poll.connection = shownIn.size === 1 && sockets.length === 1 ? (poll.shownIn[0] ?? null) : null;
  }
}
