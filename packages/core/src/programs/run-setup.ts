import type { SocketApi } from '../socket-api';
import type { ProgramIo, ProgramResult, ProgramSetup } from './program';
import { TcpClient } from './tcp-client';
import { TcpServer } from './tcp-server';
import { UdpClient } from './udp-client';
import { UdpServer } from './udp-server';

/** Runs the program that a setup describes, to its end, on the calling thread. */
export function runSetup(sockets: SocketApi, io: ProgramIo, setup: ProgramSetup): ProgramResult {
  const isServer = setup.role === 'server';
  if (setup.protocol === 'tcp')
    return (isServer ? new TcpServer(sockets, io, setup) : new TcpClient(sockets, io, setup)).run();
  return (isServer ? new UdpServer(sockets, io, setup) : new UdpClient(sockets, io, setup)).run();
}
