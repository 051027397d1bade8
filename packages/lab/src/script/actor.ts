import { AF_INET, SOCK_DGRAM, SOCK_STREAM } from '@sockscope/core';
import type { CallRequest, OptionValue, Payload, Target } from './call-request';
import { CallStep } from './call-step';
import type { ActorName, Condition, Step, TcpInfoField } from './step';

/** The words of a script for one of its two processes: the socket calls, and what can be waited for or done to it. */
export interface Actor {
  /** A TCP socket. @param flags SOCK_NONBLOCK */
  socket(as: string, flags?: number): CallStep;
  datagramSocket(as: string, flags?: number): CallStep;
  /** Binds to a free port of the actor's own address unless an address is given. */
  bind(fd: string, address?: Target): CallStep;
  listen(fd: string, backlog: number): CallStep;
  accept(fd: string, as: string): CallStep;
  connect(fd: string, address: Target): CallStep;
  send(fd: string, payload: Payload, flags?: number): CallStep;
  recv(fd: string, lengthBytes: number, flags?: number): CallStep;
  sendto(fd: string, payload: Payload, address: Target, flags?: number): CallStep;
  recvfrom(fd: string, lengthBytes: number, flags?: number): CallStep;
  shutdown(fd: string, how: number): CallStep;
  close(fd: string): CallStep;
  dup(fd: string, as: string): CallStep;
  setsockopt(fd: string, level: number, option: number, value: OptionValue): CallStep;
  getsockopt(fd: string, level: number, option: number, lengthBytes?: number): CallStep;
  poll(fd: string, events: number, timeoutMs: number): CallStep;

  /** Waits until it sleeps inside of a call. */
  isInside(call: CallRequest['call']): Step;
  /** Waits until a socket has bytes to read. */
  hasUnread(fd: string, least: number): Step;
  /** Waits until the other end has acknowledged all that was sent. */
  isAcknowledged(fd: string): Step;
  /** Waits until a socket holds bytes back. */
  holdsBack(fd: string, least: number): Step;
  /** Waits until nothing is in flight, and bytes wait that the other end's window holds back. */
  isStalled(fd: string): Step;
  /** Waits for a TCP state, in the words of RFC 9293: `CLOSE-WAIT`. */
  isIn(fd: string, state: string): Step;
  /** Waits until a counter of TCP_INFO is at least so high. */
  counts(fd: string, field: TcpInfoField, least: number): Step;
  /** Waits for its calls of meanwhile(). */
  finished(): Step;
  /** Its process exits without closing anything. */
  exit(status: number): Step;
  /** Its process is killed by SIGKILL. */
  kill(): Step;
}

function actor(name: ActorName): Actor {
  const step = (request: CallRequest): CallStep => new CallStep(name, request);
  const until = (condition: Condition): Step => ({ kind: 'until', actor: name, condition });
  return {
    socket: (as, flags = 0) => step({ call: 'socket', as, domain: AF_INET, type: SOCK_STREAM | flags }),
    datagramSocket: (as, flags = 0) => step({ call: 'socket', as, domain: AF_INET, type: SOCK_DGRAM | flags }),
    bind: (fd, address) => step({ call: 'bind', fd, address: address ?? null }),
    listen: (fd, backlog) => step({ call: 'listen', fd, backlog }),
    accept: (fd, as) => step({ call: 'accept', fd, as }),
    connect: (fd, address) => step({ call: 'connect', fd, address }),
    send: (fd, payload, flags = 0) => step({ call: 'send', fd, payload, flags }),
    recv: (fd, lengthBytes, flags = 0) => step({ call: 'recv', fd, lengthBytes, flags }),
    sendto: (fd, payload, address, flags = 0) => step({ call: 'sendto', fd, payload, address, flags }),
    recvfrom: (fd, lengthBytes, flags = 0) => step({ call: 'recvfrom', fd, lengthBytes, flags }),
    shutdown: (fd, how) => step({ call: 'shutdown', fd, how }),
    dup: (fd, as) => step({ call: 'dup', fd, as }),
    close: (fd) => step({ call: 'close', fd }),
    setsockopt: (fd, level, option, value) => step({ call: 'setsockopt', fd, level, option, value }),
    getsockopt: (fd, level, option, lengthBytes = 4) => step({ call: 'getsockopt', fd, level, option, lengthBytes }),
    poll: (fd, events, timeoutMs) => step({ call: 'poll', fd, events, timeoutMs }),

    isInside: (call) => until({ kind: 'inside', call }),
    hasUnread: (fd, least) => until({ kind: 'unread', fd, least }),
    isAcknowledged: (fd) => until({ kind: 'unacknowledged', fd, most: 0 }),
    holdsBack: (fd, least) => until({ kind: 'unsent', fd, least }),
    isStalled: (fd) => until({ kind: 'stalled', fd }),
    isIn: (fd, state) => until({ kind: 'tcp-state', fd, state }),
    counts: (fd, field, least) => until({ kind: 'tcp-info', fd, field, least }),
    finished: () => ({ kind: 'finished', actor: name }),
    exit: (status) => ({ kind: 'exit', actor: name, status }),
    kill: () => ({ kind: 'kill', actor: name }),
  };
}

export const client = actor('client');
export const server = actor('server');

/** The calls of one actor go on while the script does. */
export function meanwhile(first: CallStep, ...others: readonly CallStep[]): Step {
  return { kind: 'meanwhile', actor: first.actor, calls: [first, ...others] };
}

/** Nobody does anything for so long. */
export function pause(durationMs: number): Step {
  return { kind: 'pause', durationMs };
}
