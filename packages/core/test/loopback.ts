import { AF_INET6, AF_INET, SOCK_STREAM } from '../src/linux-constants';
import { Sockaddr } from '../src/sockaddr';
import type { SocketApi } from '../src/socket-api';

/** A listener on a free loopback port, and a client connected to it. */
export interface ConnectedPair {
  readonly listener: number;
  readonly client: number;
  readonly server: number;
  readonly address: Sockaddr;
}

/** Gives the address, or fails the test. */
export function sockaddr(address: string, port: number): Sockaddr {
  const made = Sockaddr.of({ address, port });
  if (!made) throw new Error(`no address: ${address}`);
  return made;
}

/** Connects a client and a server over loopback. With room in the accept queue one thread can do both. */
export function connectedPair(sockets: SocketApi, host = '127.0.0.1'): ConnectedPair {
  const domain = host.includes(':') ? AF_INET6 : AF_INET;
  const listener = succeed(sockets.socket(domain, SOCK_STREAM, 0));
  succeed(sockets.bind(listener, sockaddr(host, 0)));
  succeed(sockets.listen(listener, 5));
  const address = new Sockaddr();
  succeed(sockets.getsockname(listener, address));
  const client = succeed(sockets.socket(domain, SOCK_STREAM, 0));
  succeed(sockets.connect(client, address));
  const server = succeed(sockets.accept(listener));
  return { listener, client, server, address };
}

/** Gives a result that is not a failure, or fails the test. */
export function succeed(result: number): number {
  if (result < 0) throw new Error(`call failed with errno ${-result}`);
  return result;
}
