import { SO_REUSEADDR, SOL_SOCKET } from '../linux-constants';
import { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { intOption } from '../socket-option';
import { endpointText } from '../trace/endpoint';
import type { Endpoint } from '../trace/endpoint';
import { limitSending, openSocket } from './open-socket';
import type { ProgramSetup } from './program';

/** A server's socket that clients can reach, or why there is none. */
export type OpenedServer =
  | { readonly ok: true; readonly fd: number; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly failure: SocketFailure };

/** Calls socket(), bind() and, for TCP, listen(). What was opened is closed again where one of them fails. */
export function openServer(sockets: SocketApi, setup: ProgramSetup): OpenedServer {
  const opened = openSocket(sockets, setup);
  if (!opened.ok) return opened;
  const { fd, address } = opened;
  const failure = prepare(sockets, fd, address, setup);
  if (failure) {
    sockets.close(fd);
    return { ok: false, failure };
  }
  return { ok: true, fd, endpoint: boundEndpoint(sockets, fd, setup.endpoint) };
}

function prepare(sockets: SocketApi, fd: number, address: Sockaddr, setup: ProgramSetup): SocketFailure | null {
  const isTcp = setup.protocol === 'tcp';
  if (isTcp) {
    // A server that is started again must not wait for the TIME-WAIT of its last connections (ip(7)). For UDP the
    // same option would let two servers share a port and split the datagrams.
    const reused = sockets.setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, intOption(1));
    if (reused < 0) return socketFailure('setsockopt', [fd, 'SOL_SOCKET', 'SO_REUSEADDR', 1], reused);
  }
  const bound = sockets.bind(fd, address);
  if (bound < 0) return socketFailure('bind', [fd, endpointText(setup.endpoint)], bound);
  if (!isTcp) return null;
  // An echo may be longer than what the other end reads: it must not hold the server either. The one greeting of
  // the textbook's server always fits.
  const limited = setup.article ? null : limitSending(sockets, fd, setup.timeoutMs);
  if (limited) return limited;
  const listening = sockets.listen(fd, setup.backlog);
  return listening < 0 ? socketFailure('listen', [fd, setup.backlog], listening) : null;
}

/** The kernel chooses the port for 0: only then must it be asked. */
function boundEndpoint(sockets: SocketApi, fd: number, wanted: Endpoint): Endpoint {
  const bound = new Sockaddr();
  const isKnown = wanted.port !== 0 || sockets.getsockname(fd, bound) < 0;
  return (isKnown ? null : bound.endpoint) ?? wanted;
}
