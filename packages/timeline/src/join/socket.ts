import type { Endpoint, TracedExit, TracedProcess } from '@sockscope/core/trace';
import type { Side } from '../model';
import type { Flow, FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import { SocketBytes } from './socket-bytes';

/** Where a socket comes from. */
export interface SocketOrigin {
  /** False: the trace began after it was made, so its earlier sends and receives are not known. */
  readonly isWhole: boolean;
  /** The accept() that returned it, and the socket that this was called on. */
  readonly accept: JoinedCall | null;
  readonly listener: Socket | null;
}

/** The traced process of a socket. */
export interface SocketProcess {
  readonly process: TracedProcess;
  /** How it ended; null while it runs or where the trace does not say. */
  readonly exit: TracedExit | null;
  /** All its calls in order of entry. */
  readonly calls: readonly JoinedCall[];
}

/**
 * One socket of a traced process, from the call that made it to the close() of its last descriptor. A descriptor number
 * that is used again is another socket; a copy that dup(2) made is another descriptor of the same one.
 */
export class Socket implements SocketOrigin {
  readonly isWhole: boolean;
  readonly accept: JoinedCall | null;
  readonly listener: Socket | null;
  /** The first of its descriptors. */
  readonly fd: number;
  /** `unknown`: the trace began after socket() and no call has told; `other`: neither TCP nor UDP. */
  kind: 'stream' | 'listener' | 'datagram' | 'unknown' | 'other' = 'unknown';
  /** Every call on it in order of entry; the socket() that made it included, the accept() that returned it not. */
  readonly calls: JoinedCall[] = [];
  /** Every poll() that watched it, in order of entry. */
  readonly polls: JoinedCall[] = [];
  /** Calls that returned an end of the stream or an error, which a FIN or a RST brings about. */
  readonly endings: JoinedCall[] = [];
  /** setsockopt() calls in order. */
  readonly optionCalls: JoinedCall[] = [];
  /** The bytes of its calls. */
  readonly bytes = new SocketBytes();
  connect: JoinedCall | null = null;
  /** The first sendto(MSG_FASTOPEN): it connects as well (RFC 7413). */
  fastOpen: JoinedCall | null = null;
  listen: JoinedCall | null = null;
  readonly shutdownCalls: JoinedCall[] = [];
  readonly connectCalls: JoinedCall[] = [];
  /** getsockopt() calls: SO_ERROR reports a RST. */
  readonly optionReads: JoinedCall[] = [];
  /** The close() of its last descriptor. */
  close: JoinedCall | null = null;
  local: Endpoint | null = null;
  peer: Endpoint | null = null;
  /** True once socket(SOCK_NONBLOCK) or fcntl(O_NONBLOCK) made it so. */
  isNonblocking = false;
  /** How many descriptors name it now. */
  descriptors = 1;
  /** How many further descriptors dup(2) made in all. */
  copies = 0;
  /** The end of the connection that it has. */
  end: FlowEnd | null = null;
  /** UDP: the exchanges that it takes part in. */
  readonly exchanges: FlowEnd[] = [];
  /** Of a listener: the connections that went through its queue, in order; kept by whoever knows all connections. */
  readonly queued: Flow[] = [];
  readonly queuedConnections: number[] = [];
  private readonly owner: SocketProcess;

  constructor(owner: SocketProcess, fd: number, { isWhole, accept, listener }: SocketOrigin) {
    this.owner = owner;
    this.fd = fd;
    this.isWhole = isWhole;
    this.accept = accept;
    this.listener = listener;
  }

  get process(): string {
    return this.owner.process.name;
  }

  get exit(): TracedExit | null {
    return this.owner.exit;
  }

  /** The last call of its process, on whatever. */
  get lastOfProcess(): JoinedCall | null {
    return this.owner.calls.at(-1) ?? null;
  }

  /** The connections that its calls are shown in. */
  get connections(): readonly number[] {
    if (this.kind === 'listener') {
      return this.queuedConnections;
    }
    return this.end === null ? this.exchanges.map(({ flow }) => flow.index) : this.end.flow.shownIn;
  }

  /** The end that it acts on, if there is just one. */
  get onlyEnd(): FlowEnd | null {
    return this.end ?? (this.exchanges.length === 1 ? (this.exchanges[0] ?? null) : null);
  }

  /** What its part in its connections tells of its role; null where it has none. */
  get knownRole(): Side | null {
    if (this.kind === 'listener') {
      return 'server';
    }
    if (this.exchanges.length === 0) {
      return this.end?.side ?? null;
    }
    return this.exchanges.every(({ side }) => side === 'client') ? 'client' : 'server';
  }

  /** The first shutdown() that ended a direction. @param other the argument that ends only the other one */
  shutdownOf(other: 'SHUT_RD' | 'SHUT_WR'): JoinedCall | null {
    const isEnding = ({ call }: JoinedCall): boolean => call.errno === null && call.arguments.how !== other;
    return this.shutdownCalls.find(isEnding) ?? null;
  }

  /** When it began to take part: its connect(), its accept(), else its first call. */
  get beginNs(): bigint {
    const { connect, accept, calls } = this;
    if (accept !== null) {
      return accept.call.returnNs ?? accept.call.enterNs;
    }
    return (connect ?? calls[0])?.call.enterNs ?? 0n;
  }

  /** The value that an option had been given last before that time; null where none was. */
  optionBefore(option: string, timeNs: bigint | null): string | null {
    const given = this.optionCalls.findLast(
      ({ call }) =>
        call.arguments.option === option && call.errno === null && (timeNs === null || call.enterNs <= timeNs),
    );
    return given?.call.arguments.value ?? null;
  }
}
