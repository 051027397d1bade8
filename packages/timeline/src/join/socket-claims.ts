import type { Endpoint } from '@sockscope/core/trace';
import { byBegin, fitsLifetime, isFree, isOrdered, socketText } from './claim-rules';
import { exactEndpoint, pairKey } from './endpoint-key';
import type { Flow, FlowEnd } from './flow';
import type { FlowIndex } from './flow-index';
import { LooseClaims } from './loose-claims';
import type { Socket } from './socket';

/** Sockets with one pair of addresses. */
interface PairGroup {
  readonly own: Endpoint;
  readonly peer: Endpoint;
  readonly sockets: Set<Socket>;
}

/**
 * Gives each traced stream socket its connection in the capture, or leaves both free: a wrong link is worse than none.
 *
 * The addresses choose. Where the same pair of ports was used again, sockets take the connections in order, each within
 * its own lifetime. Sockets whose own address is not known come last: what the others claimed narrows their choice.
 *
 * What is chosen depends on what is known, not on the order in which it became known: of whatever changed, the choice is
 * made anew.
 */
export class SocketClaims {
  private readonly index: FlowIndex;
  private readonly pairs = new Map<string, PairGroup>();
  private readonly groupOf = new Map<Socket, PairGroup>();
  private readonly loose: LooseClaims;
  private readonly dirty = new Set<PairGroup>();
  private readonly problemOf = new Map<Socket, string>();
  private readonly claimedEnds = new Set<FlowEnd>();
  private readonly untimed: ReadonlySet<string>;
  /** Sockets that have no connection because of the time alone. */
  private readonly lateSockets = new Set<Socket>();

  /** @param untimed processes whose clock is not the capture's: addresses and order alone choose for their sockets */
  constructor(index: FlowIndex, untimed: ReadonlySet<string>) {
    this.index = index;
    this.untimed = untimed;
    this.loose = new LooseClaims(index);
  }

  /** One line for each socket that has no connection, and why. */
  get problems(): readonly string[] {
    const all = [...this.problemOf, ...this.loose.problems];
    return all.sort(([a], [b]) => byBegin(a, b)).map(([, text]) => text);
  }

  /** Processes that have a connection by their sockets' addresses, and by their times none. */
  get outOfTime(): ReadonlySet<string> {
    const inTime = new Set([...this.groupOf.keys()].filter(({ end }) => end !== null).map(({ process }) => process));
    const names = [...this.lateSockets].map(({ process }) => process).filter((name) => !inTime.has(name));
    return new Set(names);
  }

  /** A socket is new, or more of it is known. */
  socketChanged(socket: Socket): void {
    const own = exactEndpoint(socket.local);
    const canConnect = (socket.kind === 'stream' || socket.kind === 'unknown') && socket.peer !== null;
    const group = canConnect && own !== null && socket.peer !== null ? this.groupFor(own, socket.peer) : null;
    this.move(socket, group);
    if (group === null && canConnect) {
      this.loose.socketChanged(socket);
    } else {
      this.loose.forget(socket, this.claimedEnds);
    }
  }

  /** A connection has more packets. @param isNew also true if more of its handshake is known */
  flowChanged(flow: Flow, isNew: boolean): void {
    for (const end of [flow.client, flow.server]) {
      const group = this.pairs.get(pairKey(end.endpoint, end.peer.endpoint));
      if (group !== undefined && (isNew || [...group.sockets].some((socket) => socket.end === null))) {
        this.dirty.add(group);
      }
      this.loose.flowChanged(end, isNew);
    }
  }

  /** @returns the ends that got another socket */
  settle(): ReadonlySet<FlowEnd> {
    this.claimedEnds.clear();
    this.dirty.forEach((group) => this.claimPair(group));
    this.dirty.clear();
    this.loose.settle(this.claimedEnds);
    return this.claimedEnds;
  }

  private groupFor(own: Endpoint, peer: Endpoint): PairGroup {
    const key = pairKey(own, peer);
    const group = this.pairs.get(key) ?? { own, peer, sockets: new Set() };
    this.pairs.set(key, group);
    return group;
  }

  private move(socket: Socket, group: PairGroup | null): void {
    const before = this.groupOf.get(socket) ?? null;
    if (before !== group && before !== null) {
      before.sockets.delete(socket);
      this.groupOf.delete(socket);
      this.problemOf.delete(socket);
      this.lateSockets.delete(socket);
      this.dirty.add(before);
    }
    if (before !== group && group !== null) {
      this.groupOf.set(socket, group);
      group.sockets.add(socket);
    }
    // A socket that has its connection keeps it while it is used: only its close() narrows its lifetime.
    if (group !== null && (before !== group || socket.end === null || socket.close !== null)) {
      this.dirty.add(group);
    }
  }

  private claimPair({ own, peer, sockets }: PairGroup): void {
    const ends = this.index.between(own, peer);
    for (const end of ends) {
      if (end.flow.isTcp && end.socket !== null && (sockets.has(end.socket) || !this.groupOf.has(end.socket))) {
        this.release(end);
      }
    }
    for (const socket of [...sockets].sort(byBegin)) {
      this.problemOf.delete(socket);
      ends.forEach((end) => turn(end, socket));
      this.claimFirst(socket, this.candidates(socket, sockets, ends));
    }
  }

  private candidates(socket: Socket, sockets: ReadonlySet<Socket>, ends: readonly FlowEnd[]): readonly FlowEnd[] {
    const tcp = ends.filter(({ flow }) => flow.isTcp);
    if (this.untimed.has(socket.process)) {
      return tcp.length === sockets.size ? tcp.filter(isFree) : [];
    }
    const candidates = tcp.filter((end) => isFree(end) && fitsLifetime(socket, end));
    if (candidates.length === 0 && tcp.some(isFree)) {
      this.lateSockets.add(socket);
    } else {
      this.lateSockets.delete(socket);
    }
    return candidates;
  }

  private release(end: FlowEnd): void {
    if (end.socket !== null) {
      this.loose.endFreed(end, end.socket);
      end.socket.end = null;
      end.socket = null;
      this.claimedEnds.add(end);
    }
  }

  private claimFirst(socket: Socket, candidates: readonly FlowEnd[]): void {
    const [first, ...others] = candidates;
    if (first === undefined) {
      this.problemOf.set(
        socket,
        `${socketText(socket)}: the capture holds no connection of these addresses at that time`,
      );
    } else if (others.length > 0 && !isOrdered(socket) && !this.untimed.has(socket.process)) {
      const count = candidates.length;
      this.problemOf.set(socket, `${socketText(socket)}: ${count} connections of these addresses could be it`);
    } else {
      first.socket = socket;
      socket.end = first;
      this.claimedEnds.add(first);
    }
  }
}

/** A capture without the handshake can only guess the client; connect() and accept() know. */
function turn(end: FlowEnd, { connect, accept }: Socket): void {
  const { flow } = end;
  const { clientKnownBy } = flow.connection;
  const isGuessed = clientKnownBy === 'higher-port' || clientKnownBy === 'first-packet';
  const isClient = connect !== null;
  if (isGuessed && (isClient || accept !== null) && isClient !== (end.side === 'client')) {
    flow.isTurned = !flow.isTurned;
  }
}
