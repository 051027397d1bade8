import type { Endpoint } from './endpoint';
import type { QueuedError } from './queued-error';

/** The socket calls that are traced, by the names of their man pages (section 2). */
export type CallName =
  | 'socket'
  | 'bind'
  | 'listen'
  | 'accept'
  | 'accept4'
  | 'connect'
  | 'send'
  | 'recv'
  | 'sendto'
  | 'recvfrom'
  | 'sendmsg'
  | 'recvmsg'
  | 'write'
  | 'read'
  | 'shutdown'
  | 'close'
  | 'dup'
  | 'dup2'
  | 'fcntl'
  | 'ioctl'
  | 'setsockopt'
  | 'getsockopt'
  | 'getsockname'
  | 'getpeername'
  | 'poll';

/** One descriptor of a poll() call. Events are names such as `POLLIN`. */
export interface PolledDescriptor {
  readonly fd: number;
  readonly events: readonly string[];
  /** Empty until the call returned. */
  readonly returnedEvents: readonly string[];
}

/** What a call was given; a field that the call does not take is absent. Constants are names, as strace prints them. */
export interface CallArguments {
  /** socket(): `AF_INET`, `AF_INET6`, `AF_PACKET`. */
  readonly domain?: string;
  /** socket(): `SOCK_STREAM`, `SOCK_DGRAM`, `SOCK_RAW`. */
  readonly type?: string;
  /** socket(): `IPPROTO_TCP`, or a number in text where it has no name. */
  readonly protocol?: string;
  /** bind(), connect(), sendto(), sendmsg(): the address that was passed. */
  readonly address?: Endpoint;
  readonly backlog?: number;
  /** send() and recv() families: bytes asked for, which the result may fall short of. */
  readonly lengthBytes?: number;
  /** send() and recv() families: `MSG_PEEK`, ...; accept4(): `SOCK_NONBLOCK`; fcntl(F_SETFL, F_GETFL): `O_RDWR`. */
  readonly flags?: readonly string[];
  /** recvmsg(): what it returned in `msg_flags`: `MSG_TRUNC`, `MSG_ERRQUEUE`, ... */
  readonly returnedFlags?: readonly string[];
  /** recvmsg(MSG_ERRQUEUE): what the error queue held. */
  readonly queuedError?: QueuedError;
  /** dup2(): the descriptor that becomes a copy; what it was before is closed. */
  readonly newFd?: number;
  /** fcntl(), ioctl(): `F_SETFL`, `SIOCOUTQ`, ... */
  readonly command?: string;
  /** shutdown(): `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`. */
  readonly how?: string;
  /** setsockopt(), getsockopt(): `SOL_SOCKET`, `IPPROTO_TCP`, ... */
  readonly level?: string;
  /** setsockopt(), getsockopt(): `SO_REUSEADDR`, `TCP_NODELAY`, ... */
  readonly option?: string;
  /** setsockopt(), fcntl(): the value given; getsockopt(), ioctl(): the value returned. A structure is given in text. */
  readonly value?: string;
  /** poll(): milliseconds; -1 waits for ever. */
  readonly timeoutMs?: number;
  readonly descriptors?: readonly PolledDescriptor[];
}

/** One socket call as the tracing wrapper saw it. Times are nanoseconds of CLOCK_REALTIME since the Unix epoch. */
export interface TracedCall {
  /** Position in its process's trace, from 1, in order of entry. */
  readonly sequence: number;
  /** Which thread of the process made it: 0 is the main thread. */
  readonly thread: number;
  readonly call: CallName;
  /** The descriptor it acts on; null for socket() and poll(). */
  readonly fd: number | null;
  readonly arguments: CallArguments;
  readonly enterNs: bigint;
  /** null: had not returned when the trace ended (or, live, has not returned yet). */
  readonly returnNs: bigint | null;
  /** What it returned, -1 on failure; null while it has not returned. */
  readonly result: number | null;
  /** Name of the error (`ECONNREFUSED`), null on success. */
  readonly errno: string | null;
  /** The socket's own address where known by the return, from getsockname(2). */
  readonly local: Endpoint | null;
  /** The other end where known: the connected peer, accept()'s or recvfrom()'s source, sendto()'s destination. */
  readonly peer: Endpoint | null;
  /** First bytes that were sent or received (at most 64); null for calls that carry no data. */
  readonly data: Uint8Array | null;
}

/** The traced process, from the first line of its trace. */
export interface TracedProcess {
  /** Name that is unique in a recording, such as `server-4711`. */
  readonly name: string;
  readonly role: 'server' | 'client';
  readonly pid: number;
  readonly command: readonly string[];
  readonly host: string;
  readonly startNs: bigint;
}

/** How the traced process ended; a killed process makes no close() call, yet its sockets send FIN or RST. */
export interface TracedExit {
  readonly timeNs: bigint;
  readonly status: number | null;
  /** Name of the signal that ended it (`SIGKILL`), or null. */
  readonly signal: string | null;
}

/** All that is known of one process's socket calls. */
export interface ProcessTrace {
  readonly process: TracedProcess;
  /** In order of entry. */
  readonly calls: readonly TracedCall[];
  readonly exit: TracedExit | null;
}
