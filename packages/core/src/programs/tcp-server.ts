import { EAGAIN } from '../linux-constants';
import { Sockaddr } from '../sockaddr';
import { failureText, socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { endpointText } from '../trace/endpoint';
import { errnoNumber } from '../trace/errno';
import { TCP_SERVER_REPLY } from './article-texts';
import { limitReceiving } from './open-socket';
import { plural, secondsText } from './program';
import { retryInterrupted, sendAll } from './retry';
import { ServerProgram } from './server-program';
import { visibleBytes } from './visible-text';

/** Errors of accept() that concern one connection, or pass: the listener is still good (accept(2), ERRORS). */
const PASSING = [
  ...['EAGAIN', 'ECONNABORTED', 'EPERM', 'ENETDOWN', 'EPROTO', 'ENOPROTOOPT', 'EHOSTDOWN', 'ENONET', 'EHOSTUNREACH'],
  ...['ENETUNREACH', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'],
].map((name) => -(errnoNumber(name) ?? 0));
/** So that a lack of descriptors does not become a busy loop. */
const PAUSE_AFTER_ERROR_MS = 100;

/**
 * The iterative TCP server: socket(), bind(), listen(), and for one connection after the other accept(), recv(),
 * send(), close(). Nothing that happens on a connection ends the server.
 */
export class TcpServer extends ServerProgram {
  private readonly reply = new TextEncoder().encode(TCP_SERVER_REPLY);

  protected override serve(listener: number): SocketFailure | null {
    const peer = new Sockaddr();
    while (this.totals.connections !== this.setup.count) {
      if (this.setup.acceptDelayMs > 0) this.io.pause(this.setup.acceptDelayMs);
      if (this.io.isStopping()) return null;
      const fd = retryInterrupted(this.io, () => this.sockets.accept(listener, peer));
      if (this.io.isStopping() && fd < 0) return null;
      if (fd < 0) {
        const failure = socketFailure('accept', [listener], fd);
        if (!PASSING.includes(fd)) return failure;
        this.io.report(failureText(failure));
        this.io.pause(PAUSE_AFTER_ERROR_MS);
        continue;
      }
      this.totals.connections++;
      this.serveConnection(fd, peer.endpoint ? endpointText(peer.endpoint) : 'unknown');
    }
    return null;
  }

  private serveConnection(fd: number, peer: string): void {
    const limited = limitReceiving(this.sockets, fd, this.setup.timeoutMs);
    const ending = limited ? failureText(limited) : this.setup.article ? this.greet(fd) : this.echo(fd);
    if (ending !== null && !this.io.isStopping()) this.io.report(`${peer}: ${ending}`);
    this.sockets.close(fd);
  }

  /** One recv(), one fixed reply. */
  private greet(fd: number): string | null {
    const count = this.receive(fd);
    if (count < 0) return this.receiveProblem(fd, count);
    if (count > 0) this.io.print(lineOf(visibleBytes(this.buffer.subarray(0, count))));
    return this.sendBytes(fd, this.reply, this.reply.length);
  }

  /** Sends back whatever comes, until the other end has finished (RFC 862). */
  private echo(fd: number): string | null {
    let echoed = 0;
    for (;;) {
      const count = this.receive(fd);
      if (count === 0) return `${plural(echoed, 'byte')} echoed`;
      if (count < 0) return this.receiveProblem(fd, count);
      const problem = this.sendBytes(fd, this.buffer, count);
      if (problem !== null) return problem;
      echoed += count;
    }
  }

  private receive(fd: number): number {
    const count = retryInterrupted(this.io, () => this.sockets.recv(fd, this.buffer, this.buffer.length, 0));
    if (count > 0) this.totals.bytesIn += count;
    return count;
  }

  private receiveProblem(fd: number, result: number): string {
    if (result === -EAGAIN) return `nothing came for ${secondsText(this.setup.timeoutMs)}, connection closed`;
    return failureText(socketFailure('recv', [fd, this.buffer.length], result));
  }

  private sendBytes(fd: number, buffer: Uint8Array, lengthBytes: number): string | null {
    const { bytes, lastLengthBytes, result } = sendAll(this.sockets, this.io, fd, buffer, lengthBytes);
    this.totals.bytesOut += bytes;
    if (result >= 0) return null;
    if (result === -EAGAIN) return `took nothing for ${secondsText(this.setup.timeoutMs)}, connection closed`;
    return failureText(socketFailure('send', [fd, lastLengthBytes], result));
  }
}

function lineOf(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
