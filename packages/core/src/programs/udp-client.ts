import { EAGAIN, MSG_TRUNC } from '../linux-constants';
import type { Sockaddr } from '../sockaddr';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { endpointText } from '../trace/endpoint';
import { UDP_CLIENT_HEADING } from './article-texts';
import { limitReceiving, openSocket } from './open-socket';
import { secondsText } from './program';
import type { ProgramResult } from './program';
import { retryInterrupted } from './retry';
import { SocketProgram } from './socket-program';
import { visibleBytes } from './visible-text';

/**
 * The UDP client: a datagram for each line of the input, and one back. The textbook's uses sendto() and recvfrom();
 * the other connect()s its socket, so that the kernel lets only the server's datagrams through and reports a port
 * where nobody listens (udp(7)). A datagram without answer is reported, and the next line is sent.
 */
export class UdpClient extends SocketProgram {
  private readonly encoder = new TextEncoder();
  private hasProblems = false;

  /** Runs until the input ends, the program is stopped, or a call fails. */
  override run(): ProgramResult {
    const opened = openSocket(this.sockets, this.setup);
    if (!opened.ok) return { totals: this.totals, failure: opened.failure, hasProblems: true };
    const { fd, address } = opened;
    const failure =
      limitReceiving(this.sockets, fd, this.setup.timeoutMs) ??
      this.connect(fd, address) ??
      this.exchangeLines(fd, address);
    this.sockets.close(fd);
    if (this.io.isStopping()) return { totals: this.totals, failure: null, hasProblems: false };
    return { totals: this.totals, failure, hasProblems: this.hasProblems || failure !== null };
  }

  private connect(fd: number, address: Sockaddr): SocketFailure | null {
    if (this.setup.article) return null;
    const result = retryInterrupted(this.io, () => this.sockets.connect(fd, address));
    return result < 0 ? socketFailure('connect', [fd, endpointText(this.setup.endpoint)], result) : null;
  }

  private exchangeLines(fd: number, address: Sockaddr): SocketFailure | null {
    for (let line = this.io.readLine(); line !== null; line = this.io.readLine()) {
      const failure = this.exchange(fd, this.encoder.encode(line), address);
      if (failure) return failure;
      if (this.io.isStopping()) return null;
    }
    return null;
  }

  private exchange(fd: number, bytes: Uint8Array, address: Sockaddr): SocketFailure | null {
    const sent = this.transmit(fd, bytes, address);
    if (sent !== null) return sent;
    this.totals.bytesOut += bytes.length;
    const length = this.receive(fd);
    if (this.io.isStopping()) return null;
    if (length === -EAGAIN) {
      this.problem(`nothing came from ${endpointText(this.setup.endpoint)} for ${secondsText(this.setup.timeoutMs)}`);
      return null;
    }
    if (length < 0) return socketFailure(this.setup.article ? 'recvfrom' : 'recv', [fd, this.buffer.length], length);
    this.show(length);
    return null;
  }

  private transmit(fd: number, bytes: Uint8Array, address: Sockaddr): SocketFailure | null {
    const { article, endpoint } = this.setup;
    const result = retryInterrupted(this.io, () =>
      article
        ? this.sockets.sendto(fd, bytes, bytes.length, 0, address)
        : this.sockets.send(fd, bytes, bytes.length, 0),
    );
    if (result >= 0) return null;
    const args = article ? [fd, bytes.length, endpointText(endpoint)] : [fd, bytes.length];
    return socketFailure(article ? 'sendto' : 'send', args, result);
  }

  private receive(fd: number): number {
    const { buffer, sockets } = this;
    return retryInterrupted(this.io, () =>
      this.setup.article
        ? sockets.recvfrom(fd, buffer, buffer.length, 0)
        : sockets.recv(fd, buffer, buffer.length, MSG_TRUNC),
    );
  }

  private show(lengthBytes: number): void {
    const received = this.buffer.subarray(0, Math.min(lengthBytes, this.buffer.length));
    this.totals.datagrams++;
    this.totals.bytesIn += received.length;
    if (lengthBytes > received.length) {
      this.problem(`answer of ${lengthBytes} bytes cut to the buffer's ${received.length}`);
    }
    this.io.print(`${this.setup.article ? UDP_CLIENT_HEADING : ''}${visibleBytes(received)}\n`);
  }

  private problem(text: string): void {
    this.hasProblems = true;
    this.io.report(text);
  }
}
