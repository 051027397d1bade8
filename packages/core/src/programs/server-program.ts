import type { SocketFailure } from '../socket-failure';
import { openServer } from './open-server';
import type { ProgramResult } from './program';
import { SocketProgram } from './socket-program';

/** A server: opens its socket, says where it can be reached, serves, closes. */
export abstract class ServerProgram extends SocketProgram {
  /** Serves until the count is reached, the program is stopped, or the server's own socket fails. */
  run(): ProgramResult {
    const server = openServer(this.sockets, this.setup);
    if (!server.ok) return { totals: this.totals, failure: server.failure, hasProblems: true };
    this.io.listening(server.endpoint);
    const failure = this.serve(server.fd);
    this.sockets.close(server.fd);
    return { totals: this.totals, failure, hasProblems: failure !== null };
  }

  /** Serves on the open socket; gives the failure that ended it, or null. */
  protected abstract serve(fd: number): SocketFailure | null;
}
