import { CLOCK_SLACK_NS } from './clock';
import { coversEndpoint, isWildcard } from './endpoint-key';
import type { Flow } from './flow';
import type { Socket } from './socket';

/**
 * Finds the listening socket of each connection that no traced accept() has returned: it may still be queued, or
 * have been reset in the queue. A socket bound to the very address comes before one bound to every address, as in
 * the kernel; of two equal ones (SO_REUSEPORT) none is taken.
 */
export function claimListeners(flows: readonly Flow[], sockets: readonly Socket[]): void {
  const byPort = listenersByPort(sockets);
  for (const flow of flows) {
    const { connection, server, firstNs } = flow;
    if (connection.protocol !== 'tcp' || server.listener !== null || server.socket !== null) {
      continue;
    }
    const fits = (byPort.get(server.endpoint.port) ?? []).filter(
      (listener) =>
        listener.local !== null && coversEndpoint(listener.local, server.endpoint) && listens(listener, firstNs),
    );
    const exact = fits.filter(({ local }) => local !== null && !isWildcard(local.address));
    const [only, ...others] = exact.length > 0 ? exact : fits;
    if (only !== undefined && others.length === 0) {
      server.listener = only;
    }
  }
}

function listenersByPort(sockets: readonly Socket[]): Map<number, Socket[]> {
  const byPort = new Map<number, Socket[]>();
  for (const socket of sockets) {
    if (socket.kind === 'listener' && socket.local !== null) {
      byPort.set(socket.local.port, [...(byPort.get(socket.local.port) ?? []), socket]);
    }
  }
  return byPort;
}

function listens({ listen, close, exit }: Socket, timeNs: bigint | null): boolean {
  if (timeNs === null) {
    return true;
  }
  const fromNs = listen?.call.enterNs ?? null;
  const toNs = close?.call.returnNs ?? exit?.timeNs ?? null;
  return (fromNs === null || timeNs + CLOCK_SLACK_NS >= fromNs) && (toNs === null || timeNs <= toNs + CLOCK_SLACK_NS);
}
