import { agreesWith, byBegin, fitsLifetime, isFree, isLocalFailure, isOrdered, socketText } from './claim-rules';
import { CLOCK_SLACK_NS } from './clock';
import { coversEndpoint, endpointKey } from './endpoint-key';
import type { FlowEnd } from './flow';
import type { FlowIndex } from './flow-index';
import type { Socket } from './socket';

/** Sockets with one peer whose own address is not known. */
interface PeerGroup {
  readonly sockets: Socket[];
  /** From when on what was chosen is to be chosen anew; null: nothing. */
  dirtyFromNs: bigint | null;
}

/**
 * Finds the connections of sockets whose own address the trace does not have, or only its port.
 *
 * A connect() that failed often has no local address left (the kernel forgets it): it takes the one connection to its
 * peer that began while it was going on and that nobody else claims; of several, none.
 */
export class LooseClaims {
  private readonly index: FlowIndex;
  private readonly groups = new Map<string, PeerGroup>();
  private readonly groupOf = new Map<Socket, PeerGroup>();
  private readonly dirty = new Set<PeerGroup>();
  private readonly problemOf = new Map<Socket, string>();
  private readonly markedBy = new Map<Socket, readonly FlowEnd[]>();

  constructor(index: FlowIndex) {
    this.index = index;
  }

  get problems(): ReadonlyMap<Socket, string> {
    return this.problemOf;
  }

  /** A socket without an address of its own is new or has changed. */
  socketChanged(socket: Socket): void {
    if (socket.peer === null) {
      return;
    }
    const key = endpointKey(socket.peer);
    const group = this.groups.get(key) ?? { sockets: [], dirtyFromNs: null };
    this.groups.set(key, group);
    if (this.groupOf.get(socket) !== group) {
      this.groupOf.set(socket, group);
      group.sockets.push(socket);
      group.sockets.sort(byBegin);
    }
    if (socket.end === null) {
      this.soil(group, socket.beginNs - CLOCK_SLACK_NS);
    }
  }

  flowChanged(end: FlowEnd, isNew: boolean): void {
    const group = this.groups.get(endpointKey(end.peer.endpoint));
    if (group !== undefined && (isNew || end.socket === null)) {
      this.soil(group, end.flow.firstNs ?? 0n);
    }
  }

  /** An end that one of these sockets had was needed by one that knows its address. */
  endFreed(end: FlowEnd, socket: Socket): void {
    const group = this.groupOf.get(socket);
    if (group !== undefined) {
      this.soil(group, end.flow.firstNs ?? 0n);
    }
  }

  /** The socket's own address became known, or that it is none that connects. */
  forget(socket: Socket, changed: Set<FlowEnd>): void {
    const group = this.groupOf.get(socket);
    if (group === undefined) {
      return;
    }
    this.groupOf.delete(socket);
    group.sockets.splice(group.sockets.indexOf(socket), 1);
    this.soil(group, socket.beginNs - CLOCK_SLACK_NS);
    this.free(socket, changed);
  }

  settle(changed: Set<FlowEnd>): void {
    for (const group of this.dirty) {
      const fromNs = group.dirtyFromNs ?? 0n;
      const again = group.sockets.filter(
        (socket) => windowEndNs(socket) === null || (windowEndNs(socket) ?? 0n) >= fromNs,
      );
      again.forEach((socket) => this.free(socket, changed));
      again.filter(isBound).forEach((socket) => this.claimBound(socket, changed));
      again.filter((socket) => !isBound(socket)).forEach((socket) => this.claimOnly(socket, changed));
      group.dirtyFromNs = null;
    }
    this.dirty.clear();
  }

  private soil(group: PeerGroup, fromNs: bigint): void {
    group.dirtyFromNs = group.dirtyFromNs === null || fromNs < group.dirtyFromNs ? fromNs : group.dirtyFromNs;
    this.dirty.add(group);
  }

  private free(socket: Socket, changed: Set<FlowEnd>): void {
    this.problemOf.delete(socket);
    this.markedBy.get(socket)?.forEach((end) => end.setAmbiguity(socket, null));
    this.markedBy.delete(socket);
    if (socket.end !== null) {
      changed.add(socket.end);
      socket.end.socket = null;
      socket.end = null;
    }
  }

  /** A port is known, or accept() returned it: the first that is free in its lifetime. */
  private claimBound(socket: Socket, changed: Set<FlowEnd>): void {
    const bound = socket.local ?? socket.listener?.local ?? null;
    const covers = (end: FlowEnd): boolean => bound === null || bound.port === 0 || coversEndpoint(bound, end.endpoint);
    const ends = socket.peer === null ? [] : this.index.facing(socket.peer);
    const candidates = ends.filter((end) => covers(end) && isFree(end) && fitsLifetime(socket, end));
    const [first, ...others] = candidates;
    if (first === undefined) {
      this.problemOf.set(
        socket,
        `${socketText(socket)}: the capture holds no connection of these addresses at that time`,
      );
    } else if (others.length > 0 && !isOrdered(socket)) {
      this.problemOf.set(
        socket,
        `${socketText(socket)}: ${candidates.length} connections of these addresses could be it`,
      );
    } else {
      claim(socket, first, changed);
    }
  }

  private claimOnly(socket: Socket, changed: Set<FlowEnd>): void {
    const { peer } = socket;
    const opening = socket.connect ?? socket.fastOpen;
    if (opening === null || peer === null) {
      return;
    }
    const { enterNs, errno } = opening.call;
    const within = this.index.facingWithin(peer, enterNs - CLOCK_SLACK_NS, windowEndNs(socket));
    const fits = [...within].filter((end) => isFree(end) && end.side === 'client' && agreesWith(end, errno));
    const [only, ...others] = fits;
    if (only === undefined) {
      if (!isLocalFailure(errno)) {
        this.problemOf.set(socket, `${socketText(socket)}: the capture holds no SYN to that address inside the call`);
      }
    } else if (others.length > 0) {
      const reason = `${socketText(socket)}: ${fits.length} connections to that address began inside the call`;
      fits.forEach((end) => end.setAmbiguity(socket, reason));
      this.markedBy.set(socket, fits);
      this.problemOf.set(socket, reason);
    } else {
      claim(socket, only, changed);
    }
  }
}

function claim(socket: Socket, end: FlowEnd, changed: Set<FlowEnd>): void {
  end.socket = socket;
  socket.end = end;
  changed.add(end);
}

/** True if the socket's port is known, or that accept() returned it. */
function isBound({ local, listener, accept }: Socket): boolean {
  const bound = local ?? listener?.local ?? null;
  return (bound !== null && bound.port !== 0) || accept !== null;
}

/** When a connection of it can have begun at the latest; null: at any time. */
function windowEndNs(socket: Socket): bigint | null {
  const opening = isBound(socket) ? null : (socket.connect ?? socket.fastOpen);
  const endNs = (opening === null ? socket.close?.call.returnNs : opening.call.returnNs) ?? null;
  return endNs === null ? null : endNs + CLOCK_SLACK_NS;
}
