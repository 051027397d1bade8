import type { Endpoint } from '@sockscope/core/trace';
import { CLOCK_SLACK_NS } from './clock';
import { exchangeOf } from './datagram-exchange';
import { coversEndpoint, endpointKey, exactEndpoint, reachedEndpoint } from './endpoint-key';
import type { Flow, FlowEnd } from './flow';
import type { FlowIndex } from './flow-index';
import { isReceive, isSend } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

/**
 * Finds for each call of the UDP sockets the exchange that it takes part in, by the addresses of the socket and of
 * the datagram: one unconnected socket can take part in many.
 *
 * A socket that was never bound has no address in its trace; its first send that falls together with the beginning of
 * exactly one exchange tells its port.
 */
export class DatagramClaims {
  private readonly index: FlowIndex;
  /** Calls whose exchange was not captured yet, by its other end. */
  private readonly waiting = new Map<string, Set<JoinedCall>>();
  /** Sockets that are known to be UDP. */
  private readonly sockets = new Set<Socket>();

  constructor(index: FlowIndex) {
    this.index = index;
  }

  /** A call is new, or has returned. */
  callChanged(joined: JoinedCall): void {
    const { socket } = joined;
    if (socket?.kind !== 'datagram') {
      return;
    }
    if (!this.sockets.has(socket)) {
      // What it did before its kind was known counts too.
      this.sockets.add(socket);
      socket.calls.forEach((call) => this.claim(socket, call));
    } else {
      this.claim(socket, joined);
    }
  }

  /** An exchange has begun. */
  flowBegan(flow: Flow): void {
    for (const end of flow.isTcp ? [] : [flow.client, flow.server]) {
      const calls = this.waiting.get(endpointKey(end.peer.endpoint)) ?? [];
      for (const joined of [...calls]) {
        if (joined.socket !== null) {
          this.claim(joined.socket, joined);
        }
      }
    }
  }

  private claim(socket: Socket, joined: JoinedCall): void {
    const { call } = joined;
    const peer = call.arguments.address ?? call.peer ?? socket.peer;
    if (joined.end !== null) {
      exchangeOf(joined.end.flow).changed();
    }
    if (joined.end !== null || peer === null || !(isSend(call) || isReceive(call)) || call.returnNs === null) {
      return;
    }
    const reached = reachedEndpoint(peer);
    const end = this.endOf(socket, joined, reached);
    if (end === null) {
      const waiting = this.waiting.get(endpointKey(reached)) ?? new Set();
      this.waiting.set(endpointKey(reached), waiting.add(joined));
      return;
    }
    this.waiting.get(endpointKey(reached))?.delete(joined);
    if (end.sockets?.has(socket) !== true) {
      end.sockets = (end.sockets ?? new Set()).add(socket);
      socket.exchanges.push(end);
      socket.exchanges.sort((a, b) => a.flow.index - b.flow.index);
    }
    end.socket ??= socket;
    joined.end = end;
    exchangeOf(end.flow).add(joined, end);
  }

  private endOf(socket: Socket, joined: JoinedCall, peer: Endpoint): FlowEnd | null {
    const local = exactEndpoint(joined.call.local) ?? socket.local;
    const exact = exactEndpoint(local);
    if (exact !== null) {
      return lastBegun(this.index.between(exact, peer), joined);
    }
    if (local !== null && local.port !== 0) {
      return lastBegun(
        this.index.facing(peer).filter((end) => coversEndpoint(local, end.endpoint)),
        joined,
      );
    }
    return isSend(joined.call) ? this.learnPort(socket, joined, peer) : null;
  }

  private learnPort(socket: Socket, { call }: JoinedCall, peer: Endpoint): FlowEnd | null {
    const toNs = call.returnNs === null ? null : call.returnNs + CLOCK_SLACK_NS;
    const fits: FlowEnd[] = [];
    for (const end of this.index.facingWithin(peer, call.enterNs - CLOCK_SLACK_NS, toNs)) {
      const isFree = end.socket === null && !end.flow.isTcp && end.side === 'client';
      if (isFree && end.flow.packets[0]?.payloadBytes === call.result) {
        fits.push(end);
      }
    }
    const [only, ...others] = fits;
    if (only === undefined) {
      return null;
    }
    if (others.length > 0) {
      const reason = `${fits.length} exchanges with that address began inside one send()`;
      fits.forEach((end) => end.setAmbiguity(socket, reason));
      return null;
    }
    // Bound by the kernel to a port, and to no address: the route decides that for each datagram (ip(7)).
    socket.local = { address: only.endpoint.address.includes(':') ? '::' : '0.0.0.0', port: only.endpoint.port };
    return only;
  }
}

/** Of the UDP exchanges between the same addresses, the last that had begun when the call returned. */
function lastBegun(ends: readonly FlowEnd[], { call }: JoinedCall): FlowEnd | null {
  const untilNs = call.returnNs === null ? null : call.returnNs + CLOCK_SLACK_NS;
  const begun = ends.filter(({ flow }) => !flow.isTcp);
  return begun.findLast(({ flow }) => untilNs === null || (flow.firstNs ?? 0n) <= untilNs) ?? begun[0] ?? null;
}
