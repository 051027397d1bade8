import { isAccept } from './joined-call';
import type { JoinedCall } from './joined-call';
import { isBeingMade, kindOfSocketCall, learnCall, learnReturn } from './learn-call';
import { Socket } from './socket';
import type { SocketOrigin, SocketProcess } from './socket';

/** A call that gives a descriptor and has entered; the descriptor exists once it has returned. */
interface PendingDescriptor {
  readonly maker: JoinedCall;
  readonly returnNs: bigint;
  readonly fd: number;
}

const UNSEEN: SocketOrigin = { isWhole: false, accept: null, listener: null };

/**
 * Follows the descriptors of one process through its trace.
 *
 * A descriptor lives from the *return* of socket(), accept() or dup() to the *entry* of close(): from then on another
 * thread can be given the same number (close(2), NOTES). A call on a descriptor whose beginning the trace lacks makes a
 * socket that is not whole.
 */
export class Descriptors {
  readonly sockets: Socket[] = [];
  private readonly open = new Map<number, Socket>();
  private readonly owner: SocketProcess;
  /** At most one a thread. */
  private pending: PendingDescriptor[] = [];

  constructor(owner: SocketProcess) {
    this.owner = owner;
  }

  /** Takes the next call in order of entry. */
  enter(joined: JoinedCall, changed: Set<Socket>): void {
    const { call } = joined;
    this.makeUntil(call.enterNs, changed);
    if (call.call === 'poll') {
      this.watch(joined, changed);
      return;
    }
    const isDescriptor = call.fd !== null && call.fd >= 0 && call.errno !== 'EBADF';
    const socket = isDescriptor ? this.socketOf(call.fd) : null;
    if (socket !== null) {
      joined.socket = socket;
      learnCall(socket, joined);
      changed.add(socket);
      if (call.call === 'close') {
        this.release(socket, call.fd ?? -1, joined);
      }
    }
    this.expect(joined);
  }

  /** Takes what a call that had entered before returned. */
  returned(joined: JoinedCall, changed: Set<Socket>): void {
    const { socket } = joined;
    if (socket !== null) {
      learnReturn(socket, joined);
      changed.add(socket);
    }
    joined.watched.forEach((watched) => changed.add(watched));
    this.expect(joined);
  }

  /** Says that no more calls are known: what has returned a descriptor has made it. */
  finish(changed: Set<Socket>): void {
    this.makeUntil(null, changed);
  }

  private watch(poll: JoinedCall, changed: Set<Socket>): void {
    // poll(2): a negative descriptor is ignored.
    const descriptors = (poll.call.arguments.descriptors ?? []).filter(({ fd }) => fd >= 0);
    poll.watched = descriptors.map(({ fd }) => this.socketOf(fd));
    for (const socket of poll.watched) {
      socket.polls.push(poll);
      changed.add(socket);
    }
  }

  private socketOf(fd: number): Socket {
    return this.open.get(fd) ?? this.add(fd, UNSEEN);
  }

  private expect(maker: JoinedCall): void {
    const { call } = maker;
    const { returnNs, result } = call;
    if (isBeingMade(call) && returnNs !== null && result !== null && result >= 0) {
      this.pending.push({ maker, returnNs, fd: result });
    }
  }

  private makeUntil(timeNs: bigint | null, changed: Set<Socket>): void {
    if (this.pending.length === 0) {
      return;
    }
    const isDue = ({ returnNs }: PendingDescriptor): boolean => timeNs === null || returnNs <= timeNs;
    const due = this.pending.filter(isDue).sort((a, b) => (a.returnNs < b.returnNs ? -1 : 1));
    if (due.length > 0) {
      this.pending = this.pending.filter((pending) => !isDue(pending));
      due.forEach((made) => changed.add(this.make(made)));
    }
  }

  private make({ maker, fd }: PendingDescriptor): Socket {
    const { call } = maker;
    if (call.call === 'socket') {
      const socket = this.add(fd, { isWhole: true, accept: null, listener: null });
      socket.kind = kindOfSocketCall(call);
      socket.isNonblocking = call.arguments.type?.includes('SOCK_NONBLOCK') === true;
      socket.calls.push(maker);
      maker.socket = socket;
      return socket;
    }
    if (!isAccept(call)) {
      return this.copy(maker, fd);
    }
    const socket = this.add(fd, { isWhole: true, accept: maker, listener: maker.socket });
    socket.kind = 'stream';
    socket.isNonblocking = call.arguments.flags?.includes('SOCK_NONBLOCK') === true;
    socket.local = call.local;
    socket.peer = call.peer;
    maker.accepted = socket;
    return socket;
  }

  /** dup(2): another descriptor of the same socket; dup2() closes what had that number before. */
  private copy(maker: JoinedCall, fd: number): Socket {
    const socket = maker.socket ?? this.socketOf(maker.call.fd ?? -1);
    const before = this.open.get(fd);
    if (before === socket) {
      return socket;
    }
    if (before !== undefined) {
      this.release(before, fd, maker);
    }
    this.open.set(fd, socket);
    socket.descriptors += 1;
    socket.copies += 1;
    return socket;
  }

  private release(socket: Socket, fd: number, by: JoinedCall): void {
    this.open.delete(fd);
    socket.descriptors -= 1;
    if (socket.descriptors === 0) {
      socket.close = by;
    }
  }

  private add(fd: number, origin: SocketOrigin): Socket {
    const socket = new Socket(this.owner, fd, origin);
    this.open.set(fd, socket);
    this.sockets.push(socket);
    return socket;
  }
}
