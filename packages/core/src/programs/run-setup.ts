import type { SocketApi } from '../socket-api';
import type { ProgramIo, ProgramResult, ProgramSetup } from './program';
import { TcpClient } from './tcp-client';
import { TcpServer } from './tcp-server';
import { UdpClient } from './udp-client';
import { UdpServer } from './udp-server';

/** Runs the program that a setup describes, to its end, on the calling thread. */
export function runSetup(sockets: SocketApi, io: ProgramIo, setup: ProgramSetup): ProgramResult {
  const Program = PROGRAMS[setup.protocol][setup.role];
  return new Program(sockets, io, setup).run();
}

const PROGRAMS = {
  tcp: { server: TcpServer, client: TcpClient },
  udp: { server: UdpServer, client: UdpClient },
} as const;
