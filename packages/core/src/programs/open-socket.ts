import { domainName, optionName, typeName } from '../constant-names';
import { SO_RCVTIMEO, SO_SNDTIMEO, SOCK_DGRAM, SOCK_STREAM, SOL_SOCKET } from '../linux-constants';
import { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { timeoutOption } from '../socket-option';
import type { ProgramSetup } from './program';

/** A new socket, or why there is none. */
export type Opened =
  | { readonly ok: true; readonly fd: number; readonly address: Sockaddr }
  | { readonly ok: false; readonly failure: SocketFailure };

/** Makes the socket for a program's protocol and address. */
export function openSocket(sockets: SocketApi, setup: ProgramSetup): Opened {
  const address = Sockaddr.of(setup.endpoint);
  if (!address) throw new TypeError(`"${setup.endpoint.address}" is not a numeric address`);
  const type = setup.protocol === 'tcp' ? SOCK_STREAM : SOCK_DGRAM;
  const fd = sockets.socket(address.family, type, 0);
  if (fd >= 0) return { ok: true, fd, address };
  return { ok: false, failure: socketFailure('socket', [domainName(address.family), typeName(type), 0], fd) };
}

/** Bounds how long a receiving call may wait; not called at all for 0, which is for ever. */
export function limitReceiving(sockets: SocketApi, fd: number, timeoutMs: number): SocketFailure | null {
  return setTimeoutOption(sockets, fd, SO_RCVTIMEO, timeoutMs);
}

/** Bounds how long a sending call may wait, and connect(); a listener hands it on to what it accepts (socket(7)). */
export function limitSending(sockets: SocketApi, fd: number, timeoutMs: number): SocketFailure | null {
  return setTimeoutOption(sockets, fd, SO_SNDTIMEO, timeoutMs);
}

function setTimeoutOption(sockets: SocketApi, fd: number, option: number, timeoutMs: number): SocketFailure | null {
  if (timeoutMs === 0) return null;
  const result = sockets.setsockopt(fd, SOL_SOCKET, option, timeoutOption(timeoutMs));
  return result < 0 ? socketFailure('setsockopt', [fd, 'SOL_SOCKET', optionName(SOL_SOCKET, option)], result) : null;
}
