import type { CallName, TracedCall } from '@sockscope/core/trace';
import type { LadderRow } from '../../ladder/row';
import type { TimelineCall } from '../../model';
import type { FieldValue, FilterField } from '../filter-field';

const CALLS: Readonly<Record<CallName, true>> = {
  socket: true,
  bind: true,
  listen: true,
  accept: true,
  accept4: true,
  connect: true,
  send: true,
  recv: true,
  sendto: true,
  recvfrom: true,
  sendmsg: true,
  recvmsg: true,
  write: true,
  read: true,
  shutdown: true,
  close: true,
  dup: true,
  dup2: true,
  fcntl: true,
  ioctl: true,
  setsockopt: true,
  getsockopt: true,
  getsockname: true,
  getpeername: true,
  poll: true,
};

const ERRNOS = ['ECONNREFUSED', 'ECONNRESET', 'EAGAIN', 'EPIPE', 'ETIMEDOUT', 'EINPROGRESS', 'EADDRINUSE', 'EINTR'];

/** What calls have. */
export const CALL_FIELDS: readonly FilterField[] = [
  {
    name: 'call',
    aliases: ['syscall'],
    type: 'word',
    words: Object.keys(CALLS),
    help: 'a socket call by its name',
    example: 'call == connect and errno',
    read: ofCall(({ call }) => call.call),
  },
  {
    name: 'errno',
    aliases: ['error'],
    type: 'text',
    suggestions: ERRNOS,
    help: 'the error of a call that failed',
    example: 'errno == ECONNREFUSED',
    read: ofTraced(({ errno }) => errno),
  },
  {
    name: 'fd',
    aliases: [],
    type: 'number',
    help: 'the descriptor that a call acts on',
    example: 'fd == 4',
    read: ofTraced(({ fd }) => fd),
  },
  {
    name: 'result',
    aliases: ['return'],
    type: 'number',
    help: 'what a call returned',
    example: 'call == recv and result == 0',
    read: ofTraced(({ result }) => result),
  },
  {
    name: 'duration',
    aliases: [],
    type: 'duration',
    help: 'from the entry of a call to its return',
    example: 'duration > 5ms',
    read: ofTraced(({ enterNs, returnNs }) => (returnNs === null ? null : Number(returnNs - enterNs))),
  },
  {
    name: 'process',
    aliases: [],
    type: 'text',
    help: 'the process that made the call, or that ended',
    example: 'process contains server',
    read: (row) => (row.event.kind === 'exit' ? row.event.exit.process : ofCall(({ process }) => process)(row)),
  },
  {
    name: 'thread',
    aliases: [],
    type: 'number',
    help: 'the thread that made the call; 0 is the main thread',
    example: 'thread == 0',
    read: ofTraced(({ thread }) => thread),
  },
  {
    name: 'option',
    aliases: [],
    type: 'text',
    suggestions: ['SO_REUSEADDR', 'SO_LINGER', 'SO_RCVTIMEO', 'TCP_NODELAY'],
    help: 'the option of setsockopt() and getsockopt()',
    example: 'option == TCP_NODELAY',
    read: ofTraced((call) => call.arguments.option ?? null),
  },
  {
    name: 'inferred',
    aliases: [],
    type: 'flag',
    help: 'no trace shows the call; the packets prove it',
    example: 'not inferred',
    read: ofCall((call) => call.inferred),
  },
];

function ofCall(read: (call: TimelineCall) => FieldValue): (row: LadderRow) => FieldValue {
  return ({ event }) => (event.kind === 'call' ? read(event.call) : null);
}

function ofTraced(read: (call: TracedCall) => FieldValue): (row: LadderRow) => FieldValue {
  return ofCall(({ call }) => read(call));
}
