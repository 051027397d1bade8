import { callText } from '@sockscope/core/trace';
import type { TracedCall } from '@sockscope/core/trace';
import type { Side, TimelineCall } from '../model';
import type { FlowEnd } from './flow';
import type { Socket } from './socket';

/** Calls that make a socket ready: before its connect() they act on no connection yet. */
const PREPARING: ReadonlySet<string> = new Set(['socket', 'bind', 'setsockopt', 'getsockopt', 'getsockname', 'fcntl']);

/** Shared, so that calls in no ladder cost no array each. */
const NOWHERE: readonly number[] = [];
const NO_SOCKETS: readonly Socket[] = [];

/**
 * A call on the timeline. What it belongs to follows from its socket, so it need not be told when that finds its
 * connection; `call` is replaced when it returns.
 */
export class JoinedCall implements TimelineCall {
  readonly id: string;
  readonly process: string | null;
  call: TracedCall;
  /** The socket that it acts on; of accept() the listener, of socket() the one that it made. */
  socket: Socket | null = null;
  /** The socket that accept() returned. */
  accepted: Socket | null = null;
  /** The sockets that poll() watched. */
  watched: readonly Socket[] = NO_SOCKETS;
  /** The end that it acts on where its socket does not tell: of a datagram, of an inferred call. */
  end: FlowEnd | null = null;
  private readonly ownRole: Side;
  private firstByte = 0;
  private endByte = 0;

  /** @param process null for a call that no trace shows */
  constructor(id: string, process: { readonly name: string; readonly role: Side } | null, call: TracedCall) {
    this.id = id;
    this.process = process?.name ?? null;
    this.ownRole = process?.role ?? 'client';
    this.call = call;
  }

  /** The bytes of the stream that it moved or, with MSG_PEEK, saw: `[from, to)`. */
  get from(): number {
    this.socket?.bytes.lay();
    return this.firstByte;
  }

  get to(): number {
    this.socket?.bytes.lay();
    return this.endByte;
  }

  /** Says which bytes it moved or saw. */
  layAlong(from: number, to: number): void {
    this.firstByte = from;
    this.endByte = to;
  }

  get text(): string {
    return callText(this.call);
  }

  get inferred(): boolean {
    return false;
  }

  get role(): Side {
    return this.actsOn?.side ?? this.socket?.knownRole ?? this.ownRole;
  }

  get connection(): number | null {
    const end = this.actsOn;
    return end === null || this.isPreparing ? null : end.flow.index;
  }

  get shownIn(): readonly number[] {
    const { socket, actsOn } = this;
    if (actsOn !== null) {
      return actsOn.flow.shownIn;
    }
    if (this.call.call === 'poll') {
      const watched = this.watched.filter(({ kind }) => kind !== 'listener');
      return [...new Set(watched.flatMap(({ connections }) => connections))];
    }
    // A receive that got nothing, and an accept() that returned none: nothing tells for whom it waited.
    const waitsForAnybody = isAccept(this.call) || (isReceive(this.call) && socket?.knownRole !== 'client');
    return socket === null || waitsForAnybody ? NOWHERE : socket.connections;
  }

  /** The end of a connection that it acts on, prepares, or returned. */
  private get actsOn(): FlowEnd | null {
    const { accepted, socket, watched, end } = this;
    if (this.call.call === 'poll') {
      const [only, ...others] = watched;
      return only !== undefined && others.length === 0 && only.kind !== 'listener' ? only.onlyEnd : null;
    }
    return end ?? accepted?.end ?? socket?.end ?? null;
  }

  private get isPreparing(): boolean {
    const connect = this.socket?.connect ?? null;
    return connect !== null && this.call.sequence < connect.call.sequence && PREPARING.has(this.call.call);
  }
}

/** The short name by which one line of text refers to a call: `send(3)`, `close(?)`. */
export function callName({ call: { call, fd } }: TimelineCall): string {
  return `${call}(${fd ?? '?'})`;
}

/** True if the call moved bytes of the stream from or to the application. MSG_PEEK and the error queue move none. */
export function movesBytes(call: TracedCall): boolean {
  const flags = call.arguments.flags;
  return flags === undefined || !(flags.includes('MSG_PEEK') || flags.includes('MSG_ERRQUEUE'));
}

/** True for accept() and accept4(). */
export function isAccept({ call }: TracedCall): boolean {
  return call === 'accept' || call === 'accept4';
}

/** True for the calls that send: send(), sendto(), sendmsg(), write(). */
export function isSend({ call }: TracedCall): boolean {
  return call === 'send' || call === 'sendto' || call === 'sendmsg' || call === 'write';
}

/** True for the calls that receive: recv(), recvfrom(), recvmsg(), read(). */
export function isReceive({ call }: TracedCall): boolean {
  return call === 'recv' || call === 'recvfrom' || call === 'recvmsg' || call === 'read';
}
