import { CLOCK_SLACK_NS } from './clock';
import { coversEndpoint, isWildcard } from './endpoint-key';
import { firstIndex } from './first-index';
import type { Flow } from './flow';
import type { Socket } from './socket';

/**
 * Knows the listening socket of each connection: of one that a traced accept() returned, the one that this was called
 * on; else the one in whose queue it still is, or was reset. A socket bound to the very address comes before one bound
 * to every address, as in the kernel; of two equal ones (SO_REUSEPORT) none is taken.
 */
export class QueueClaims {
  private readonly listeners = new Map<number, Set<Socket>>();
  private readonly flows = new Map<number, Flow[]>();
  /** What of a listener decides which connections are its own. */
  private readonly known = new Map<Socket, string>();
  private readonly listedAt = new Map<Flow, Socket>();

  /** A connection is new, or its server has another socket. */
  flowChanged(flow: Flow, isNew: boolean): void {
    if (isNew && flow.isTcp) {
      const flows = this.flows.get(flow.server.endpoint.port) ?? [];
      this.flows.set(flow.server.endpoint.port, flows);
      flows.push(flow);
    }
    this.choose(flow);
  }

  /** A socket is new, or more of it is known. */
  socketChanged(socket: Socket): void {
    const { kind, local, listen, close, exit } = socket;
    if (kind !== 'listener' || local === null) {
      return;
    }
    const facts = [local.address, local.port, listen?.id, close?.id, close?.call.returnNs, exit?.timeNs].join();
    if (this.known.get(socket) === facts) {
      return;
    }
    this.known.set(socket, facts);
    const listeners = this.listeners.get(local.port) ?? new Set();
    this.listeners.set(local.port, listeners.add(socket));
    this.flows.get(local.port)?.forEach((flow) => this.choose(flow));
  }

  private choose(flow: Flow): void {
    const { server, client } = flow;
    if (flow.isTcp) {
      server.queue = server.socket === null ? this.queueOf(flow) : null;
      client.queue = null;
      this.list(flow, server.listener);
    }
  }

  private queueOf({ server, firstNs }: Flow): Socket | null {
    const fits = [...(this.listeners.get(server.endpoint.port) ?? [])].filter(
      (listener) =>
        listener.local !== null && coversEndpoint(listener.local, server.endpoint) && listens(listener, firstNs),
    );
    const exact = fits.filter(({ local }) => local !== null && !isWildcard(local.address));
    const [only, ...others] = exact.length > 0 ? exact : fits;
    return only !== undefined && others.length === 0 ? only : null;
  }

  private list(flow: Flow, listener: Socket | null): void {
    const before = this.listedAt.get(flow) ?? null;
    if (before === listener) {
      return;
    }
    if (before !== null) {
      const at = placeIn(before, flow);
      before.queued.splice(at, 1);
      before.queuedConnections.splice(at, 1);
      this.listedAt.delete(flow);
    }
    if (listener !== null) {
      const at = placeIn(listener, flow);
      listener.queued.splice(at, 0, flow);
      listener.queuedConnections.splice(at, 0, flow.index);
      this.listedAt.set(flow, listener);
    }
  }
}

function placeIn({ queuedConnections }: Socket, { index }: Flow): number {
  return firstIndex(queuedConnections.length, (at) => (queuedConnections[at] ?? Infinity) < index);
}

function listens({ listen, close, exit }: Socket, timeNs: bigint | null): boolean {
  if (timeNs === null) {
    return true;
  }
  const fromNs = listen?.call.enterNs ?? null;
  const toNs = close?.call.returnNs ?? exit?.timeNs ?? null;
  return (fromNs === null || timeNs + CLOCK_SLACK_NS >= fromNs) && (toNs === null || timeNs <= toNs + CLOCK_SLACK_NS);
}
