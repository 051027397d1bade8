import type { ProcessTrace, TracedCall } from '@sockscope/core/trace';
import { reachedEndpoint } from './endpoint-key';
import { joinedCall } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

/** A poll() and the sockets that it watched. */
export interface PolledSockets {
  readonly poll: JoinedCall;
  readonly sockets: readonly Socket[];
}

/** A process's calls, sorted out by socket. */
export interface TraceSockets {
  readonly calls: readonly JoinedCall[];
  readonly sockets: readonly Socket[];
  readonly polls: readonly PolledSockets[];
}

/**
 * Follows the descriptors of one process through its trace.
 *
 * A descriptor lives from the *return* of socket() or accept() to the *entry* of close(): from then on another thread
 * can be given the same number (close(2), NOTES). A call on a descriptor whose beginning the trace lacks makes a
 * socket that is not whole.
 */
export function traceSockets(trace: ProcessTrace): TraceSockets {
  const descriptors = new Descriptors(trace);
  const calls = trace.calls.map((call) => {
    const joined = joinedCall(trace.process, call);
    descriptors.enter(joined);
    return joined;
  });
  descriptors.finish();
  return { calls, sockets: descriptors.sockets, polls: descriptors.polls };
}

/** socket() or accept() that has entered; its descriptor exists once it has returned. */
interface PendingSocket {
  readonly maker: JoinedCall;
  readonly returnNs: bigint;
  readonly fd: number;
  readonly listener: Socket | null;
}

class Descriptors {
  readonly sockets: Socket[] = [];
  readonly polls: PolledSockets[] = [];
  private readonly open = new Map<number, Socket>();
  private readonly trace: ProcessTrace;
  /** At most one a thread. */
  private pending: PendingSocket[] = [];

  constructor(trace: ProcessTrace) {
    this.trace = trace;
  }

  enter(joined: JoinedCall): void {
    const { call } = joined;
    this.makeSocketsUntil(call.enterNs);
    if (call.call === 'poll') {
      this.addPoll(joined);
      return;
    }
    const isDescriptor = call.fd !== null && call.fd >= 0 && call.errno !== 'EBADF';
    const socket = isDescriptor ? this.socketOf(call.fd) : null;
    if (call.call === 'socket' || call.call === 'accept') {
      this.expectSocket(joined, socket);
    }
    if (socket !== null) {
      learn(socket, joined);
      if (socket.close !== null) {
        this.open.delete(socket.fd);
      }
    }
  }

  finish(): void {
    this.makeSocketsUntil(null);
  }

  private addPoll(poll: JoinedCall): void {
    // poll(2): a negative descriptor is ignored.
    const descriptors = (poll.call.arguments.descriptors ?? []).filter(({ fd }) => fd >= 0);
    const sockets = descriptors.map(({ fd }) => this.socketOf(fd));
    sockets.forEach((socket) => socket.polls.push(poll));
    this.polls.push({ poll, sockets });
  }

  private socketOf(fd: number): Socket {
    return this.open.get(fd) ?? this.addSocket(fd, { isWhole: false, accept: null, listener: null });
  }

  private expectSocket(maker: JoinedCall, listener: Socket | null): void {
    const { returnNs, result } = maker.call;
    if (returnNs !== null && result !== null && result >= 0) {
      this.pending.push({ maker, returnNs, fd: result, listener });
    }
  }

  private makeSocketsUntil(timeNs: bigint | null): void {
    if (this.pending.length === 0) {
      return;
    }
    const isDue = ({ returnNs }: PendingSocket): boolean => timeNs === null || returnNs <= timeNs;
    const due = this.pending.filter(isDue).sort((a, b) => (a.returnNs < b.returnNs ? -1 : 1));
    if (due.length > 0) {
      this.pending = this.pending.filter((pending) => !isDue(pending));
      due.forEach((made) => this.makeSocket(made));
    }
  }

  private makeSocket({ maker, fd, listener }: PendingSocket): void {
    const { call } = maker;
    if (call.call === 'socket') {
      const socket = this.addSocket(fd, { isWhole: true, accept: null, listener: null });
      socket.kind = kindOfSocketCall(call);
      socket.calls.push(maker);
      return;
    }
    const socket = this.addSocket(fd, { isWhole: true, accept: maker, listener });
    socket.kind = 'stream';
    socket.local = call.local;
    socket.peer = call.peer;
  }

  private addSocket(fd: number, origin: Pick<Socket, 'isWhole' | 'accept' | 'listener'>): Socket {
    const { process, exit } = this.trace;
    const socket: Socket = {
      ...origin,
      process: process.name,
      role: process.role,
      fd,
      kind: 'unknown',
      calls: [],
      polls: [],
      connect: null,
      listen: null,
      close: null,
      local: null,
      peer: null,
      exit,
    };
    this.open.set(fd, socket);
    this.sockets.push(socket);
    return socket;
  }
}

function kindOfSocketCall({ arguments: { domain, type } }: TracedCall): Socket['kind'] {
  if (domain !== 'AF_INET' && domain !== 'AF_INET6') {
    return 'other';
  }
  if (type?.includes('SOCK_STREAM') === true) {
    return 'stream';
  }
  return type?.includes('SOCK_DGRAM') === true ? 'datagram' : 'other';
}

/** Takes from a call on a socket what it tells of the socket. */
function learn(socket: Socket, joined: JoinedCall): void {
  const { call } = joined;
  socket.calls.push(joined);
  socket.local = call.call === 'accept' ? (socket.local ?? call.local) : (call.local ?? socket.local);
  if (call.call === 'connect') {
    // What the kernel says of the peer comes before what the program asked for.
    const peer = call.peer ?? call.arguments.address ?? null;
    socket.peer = peer === null ? socket.peer : reachedEndpoint(peer);
    socket.connect ??= joined;
  } else if (call.call === 'bind' && call.result === 0 && call.local === null) {
    socket.local = call.arguments.address ?? null;
  } else if (call.call === 'accept' || (call.call === 'listen' && call.result === 0)) {
    socket.kind = 'listener';
    socket.listen ??= call.call === 'listen' ? joined : null;
  } else if (call.call === 'close') {
    socket.close = joined;
  } else if (socket.kind === 'unknown') {
    learnKind(socket, call);
  }
}

/** A socket that the trace did not see made: an address at each datagram gives UDP away, except for TCP Fast Open. */
function learnKind(socket: Socket, call: TracedCall): void {
  const carriesAddress = call.call === 'sendto' ? call.arguments.address !== undefined : call.call === 'recvfrom';
  if (carriesAddress && call.arguments.flags?.includes('MSG_FASTOPEN') !== true) {
    socket.kind = 'datagram';
  } else if (!carriesAddress) {
    socket.peer = call.peer ?? socket.peer;
  }
}
