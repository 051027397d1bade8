import { MSG_TRUNC } from '../linux-constants';
import { Sockaddr } from '../sockaddr';
import { failureText, socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { endpointText } from '../trace/endpoint';
import { UDP_SERVER_HEADING, UDP_SERVER_REPLY } from './article-texts';
import { retryInterrupted } from './retry';
import { ServerProgram } from './server-program';
import { visibleBytes } from './visible-text';

/** The UDP server: socket(), bind(), and for each datagram recvfrom() and sendto(). */
export class UdpServer extends ServerProgram {
  private readonly reply = new TextEncoder().encode(UDP_SERVER_REPLY);
  private readonly client = new Sockaddr();

  protected override serve(fd: number): SocketFailure | null {
    // MSG_TRUNC makes recvfrom() give the datagram's real length, so that a cut one is noticed (recv(2)).
    const flags = this.setup.article ? 0 : MSG_TRUNC;
    while (this.totals.datagrams !== this.setup.count) {
      if (this.setup.acceptDelayMs > 0) this.io.pause(this.setup.acceptDelayMs);
      if (this.io.isStopping()) return null;
      const { buffer, client } = this;
      const length = retryInterrupted(this.io, () => this.sockets.recvfrom(fd, buffer, buffer.length, flags, client));
      if (this.io.isStopping()) return null;
      if (length < 0) return socketFailure('recvfrom', [fd, buffer.length], length);
      this.answer(fd, length);
    }
    return null;
  }

  private answer(fd: number, lengthBytes: number): void {
    const received = this.buffer.subarray(0, Math.min(lengthBytes, this.buffer.length));
    this.totals.datagrams++;
    this.totals.bytesIn += received.length;
    const client = this.client.endpoint ? endpointText(this.client.endpoint) : 'unknown';
    if (lengthBytes > received.length) {
      this.io.report(`${client}: datagram of ${lengthBytes} bytes cut to the buffer's ${received.length}`);
    }
    if (this.setup.article) this.io.print(`${UDP_SERVER_HEADING}${visibleBytes(received)}\n`);
    const reply = this.setup.article ? this.reply : received;
    const sent = retryInterrupted(this.io, () => this.sockets.sendto(fd, reply, reply.length, 0, this.client));
    if (sent >= 0) this.totals.bytesOut += sent;
    else this.io.report(failureText(socketFailure('sendto', [fd, reply.length, client], sent)));
  }
}
