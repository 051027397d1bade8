import { EAGAIN, EINPROGRESS } from '../linux-constants';
import type { Sockaddr } from '../sockaddr';
import { socketFailure } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { endpointText } from '../trace/endpoint';
import { exchangeInterleaved } from './exchange-interleaved';
import { limitReceiving, limitSending, openSocket } from './open-socket';
import { secondsText } from './program';
import type { ProgramResult } from './program';
import { retryInterrupted, sendAll } from './retry';
import { SocketProgram } from './socket-program';
import { VisibleStream } from './visible-text';

/**
 * Up to here a line is sent whole before its echo is read. Longer ones could fill the buffers of both ends: the
 * server would wait for us to read and we for the server.
 */
const MOST_BYTES_SENT_AT_ONCE = 16 * 1024;

type Step = { readonly ok: true } | { readonly ok: false; readonly failure: SocketFailure | null };
const DONE: Step = { ok: true };

/**
 * The TCP client. The textbook's makes a connection for each word of the input; the other sends each line over one
 * connection and prints what comes back.
 */
export class TcpClient extends SocketProgram {
  private readonly encoder = new TextEncoder();

  /** Runs until the input ends, the program is stopped, or a call fails. */
  override run(): ProgramResult {
    const step = this.setup.article ? this.runByWord() : this.withConnection((fd) => this.exchangeLines(fd));
    const failure = step.ok || this.io.isStopping() ? null : step.failure;
    return { totals: this.totals, failure, hasProblems: !step.ok && !this.io.isStopping() };
  }

  private runByWord(): Step {
    for (let line = this.io.readLine(); line !== null; line = this.io.readLine()) {
      for (const word of line.split(/\s+/).filter((part) => part !== '')) {
        const step = this.withConnection((fd) => this.exchangeWord(fd, word));
        if (!step.ok) return step;
      }
    }
    return DONE;
  }

  private withConnection(work: (fd: number) => Step): Step {
    const opened = openSocket(this.sockets, this.setup);
    if (!opened.ok) return opened;
    const { fd, address } = opened;
    const connected = this.connect(fd, address);
    const step = connected.ok ? work(fd) : connected;
    this.sockets.close(fd);
    return step;
  }

  private connect(fd: number, address: Sockaddr): Step {
    const { timeoutMs } = this.setup;
    const limited = limitReceiving(this.sockets, fd, timeoutMs) ?? limitSending(this.sockets, fd, timeoutMs);
    if (limited) return failed(limited);
    const result = retryInterrupted(this.io, () => this.sockets.connect(fd, address));
    if (result < 0) return this.connectProblem(fd, result);
    this.totals.connections++;
    return DONE;
  }

  private connectProblem(fd: number, result: number): Step {
    const peer = endpointText(this.setup.endpoint);
    // With a time limit on sending, a connect() that gets no answer ends with EINPROGRESS (socket(7)).
    if (result === -EINPROGRESS) return this.silence(`${peer} did not answer for ${secondsText(this.setup.timeoutMs)}`);
    return failed(socketFailure('connect', [fd, peer], result));
  }

  private exchangeWord(fd: number, word: string): Step {
    const sent = this.sendBytes(fd, this.encoder.encode(word));
    if (!sent.ok) return sent;
    const count = this.receive(fd);
    if (count < 0) return this.receiveProblem(fd, count);
    const printed = new VisibleStream();
    this.io.print(printed.push(this.buffer.subarray(0, count)) + printed.end());
    return DONE;
  }

  private exchangeLines(fd: number): Step {
    const printed = new VisibleStream();
    for (let line = this.io.readLine(); line !== null; line = this.io.readLine()) {
      const bytes = this.encoder.encode(`${line}\n`);
      const step =
        bytes.length > MOST_BYTES_SENT_AT_ONCE ? this.interleave(fd, bytes, printed) : this.echo(fd, bytes, printed);
      if (!step.ok) return step;
    }
    this.io.print(printed.end());
    return DONE;
  }

  private echo(fd: number, bytes: Uint8Array, printed: VisibleStream): Step {
    const sent = this.sendBytes(fd, bytes);
    if (!sent.ok) return sent;
    for (let left = bytes.length; left > 0;) {
      const count = this.receive(fd);
      if (count < 0) return this.receiveProblem(fd, count);
      if (count === 0) return this.silence(`${endpointText(this.setup.endpoint)} closed the connection`);
      this.io.print(printed.push(this.buffer.subarray(0, count)));
      left -= count;
    }
    return DONE;
  }

  private interleave(fd: number, bytes: Uint8Array, printed: VisibleStream): Step {
    const { timeoutMs } = this.setup;
    const exchanged = exchangeInterleaved(
      this.sockets,
      this.io,
      { fd, bytes, buffer: this.buffer, timeoutMs },
      (part) => this.io.print(printed.push(part)),
    );
    this.totals.bytesIn += exchanged.bytesIn;
    this.totals.bytesOut += exchanged.bytesOut;
    if (exchanged.failure) return failed(exchanged.failure);
    if (exchanged.bytesIn === bytes.length) return DONE;
    const peer = endpointText(this.setup.endpoint);
    return this.silence(
      exchanged.isClosed ? `${peer} closed the connection` : `nothing came from ${peer} for ${secondsText(timeoutMs)}`,
    );
  }

  private receive(fd: number): number {
    const count = retryInterrupted(this.io, () => this.sockets.recv(fd, this.buffer, this.buffer.length, 0));
    if (count > 0) this.totals.bytesIn += count;
    return count;
  }

  private receiveProblem(fd: number, result: number): Step {
    const { endpoint, timeoutMs } = this.setup;
    if (result === -EAGAIN) {
      return this.silence(`nothing came from ${endpointText(endpoint)} for ${secondsText(timeoutMs)}`);
    }
    return failed(socketFailure('recv', [fd, this.buffer.length], result));
  }

  private sendBytes(fd: number, bytes: Uint8Array): Step {
    const sent = sendAll(this.sockets, this.io, fd, bytes, bytes.length);
    this.totals.bytesOut += sent.bytes;
    return sent.result < 0 ? failed(socketFailure('send', [fd, sent.lastLengthBytes], sent.result)) : DONE;
  }

  /** Something that no call reports as an error, in words. */
  private silence(text: string): Step {
    if (!this.io.isStopping()) this.io.report(text);
    return { ok: false, failure: null };
  }
}

function failed(failure: SocketFailure): Step {
  return { ok: false, failure };
}
