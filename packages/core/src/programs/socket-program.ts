import type { SocketApi } from '../socket-api';
import type { ProgramIo, ProgramResult, ProgramSetup, ProgramTotals } from './program';

/** What every program is made of: the calls it makes, its terminal, its orders, and the buffer it receives into. */
export abstract class SocketProgram {
  protected readonly sockets: SocketApi;
  protected readonly io: ProgramIo;
  protected readonly setup: ProgramSetup;
  protected readonly buffer: Uint8Array;
  protected readonly totals: ProgramTotals = { connections: 0, datagrams: 0, bytesIn: 0, bytesOut: 0 };

  constructor(sockets: SocketApi, io: ProgramIo, setup: ProgramSetup) {
    this.sockets = sockets;
    this.io = io;
    this.setup = setup;
    this.buffer = new Uint8Array(setup.bufferBytes);
  }

  /** Runs to the end; what goes wrong is in the result. */
  abstract run(): ProgramResult;
}
