import type { TracedCall } from '@sockscope/core/trace';
import { reachedEndpoint } from './endpoint-key';
import { isAccept, isReceive, isSend } from './joined-call';
import type { JoinedCall } from './joined-call';
import type { Socket } from './socket';

/** Errors by which a FIN or a RST of the other end reports itself: recv(2), send(2), connect(2). */
const ENDING_ERRORS: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);
const COPYING_COMMANDS: ReadonlySet<string> = new Set(['F_DUPFD', 'F_DUPFD_CLOEXEC']);
const MAKERS: ReadonlySet<string> = new Set(['socket', 'accept', 'accept4', 'dup', 'dup2']);

/** True for a call whose result is a descriptor. */
export function isBeingMade({ call, arguments: { command } }: TracedCall): boolean {
  return MAKERS.has(call) || (call === 'fcntl' && COPYING_COMMANDS.has(command ?? ''));
}

/** What a socket() call makes. */
export function kindOfSocketCall({ arguments: { domain, type } }: TracedCall): Socket['kind'] {
  if (domain !== 'AF_INET' && domain !== 'AF_INET6') {
    return 'other';
  }
  if (type?.includes('SOCK_STREAM') === true) {
    return 'stream';
  }
  return type?.includes('SOCK_DGRAM') === true ? 'datagram' : 'other';
}

/** Takes from the next call on a socket what it tells of the socket. */
export function learnCall(socket: Socket, joined: JoinedCall): void {
  const { call } = joined;
  socket.calls.push(joined);
  socket.bytes.add(joined);
  if (call.call === 'setsockopt') {
    socket.optionCalls.push(joined);
  } else if (call.call === 'shutdown') {
    socket.shutdownCalls.push(joined);
  } else if (call.call === 'getsockopt') {
    socket.optionReads.push(joined);
  }
  if (call.call === 'connect') {
    socket.connectCalls.push(joined);
    socket.connect ??= joined;
  } else if (isSend(call) && call.arguments.flags?.includes('MSG_FASTOPEN') === true) {
    socket.fastOpen ??= joined;
  }
  learn(socket, joined);
  if (socket.kind === 'unknown') {
    learnKind(socket, call);
  }
}

/** Takes what the return of a call tells that had entered before. */
export function learnReturn(socket: Socket, joined: JoinedCall): void {
  socket.bytes.changed();
  learn(socket, joined);
}

function learn(socket: Socket, joined: JoinedCall): void {
  const { call } = joined;
  socket.local = isAccept(call) ? (socket.local ?? call.local) : (call.local ?? socket.local);
  learnEnding(socket, joined);
  switch (call.call) {
    case 'connect':
      learnPeer(socket, call);
      return;
    case 'bind':
      socket.local = call.result === 0 && call.local === null ? (call.arguments.address ?? null) : socket.local;
      return;
    case 'accept':
    case 'accept4':
      socket.kind = 'listener';
      return;
    case 'listen':
      if (call.result === 0) {
        socket.kind = 'listener';
        socket.listen ??= joined;
      }
      return;
    case 'fcntl':
      if (call.arguments.command === 'F_SETFL') {
        socket.isNonblocking = call.arguments.flags?.includes('O_NONBLOCK') === true;
      }
      return;
    default:
      learnFastOpen(socket, joined);
  }
}

/** What the kernel says of the peer comes before what the program asked for. */
function learnPeer(socket: Socket, call: TracedCall): void {
  const peer = call.peer ?? call.arguments.address ?? null;
  socket.peer = peer === null ? socket.peer : reachedEndpoint(peer);
}

function learnFastOpen(socket: Socket, joined: JoinedCall): void {
  if (joined === socket.fastOpen && socket.kind !== 'datagram') {
    learnPeer(socket, joined.call);
  }
}

function learnEnding(socket: Socket, joined: JoinedCall): void {
  const { call } = joined;
  const isEnd = isReceive(call) && call.result === 0 && call.arguments.lengthBytes !== 0;
  const canReport = isReceive(call) || isSend(call) || call.call === 'connect';
  if (isEnd || (canReport && call.errno !== null && ENDING_ERRORS.has(call.errno))) {
    socket.endings.push(joined);
  }
}

/** A socket that the trace did not see made: an address at each datagram gives UDP away, except for TCP Fast Open. */
function learnKind(socket: Socket, call: TracedCall): void {
  if (call.call === 'connect' || call.call === 'bind' || call.call === 'close') {
    return;
  }
  const carriesAddress = call.call === 'sendto' ? call.arguments.address !== undefined : call.call === 'recvfrom';
  if (carriesAddress && call.arguments.flags?.includes('MSG_FASTOPEN') !== true) {
    socket.kind = 'datagram';
  } else if (!carriesAddress) {
    socket.peer = call.peer ?? socket.peer;
  }
}
