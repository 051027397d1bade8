import type { Message } from '../message';
import type { PollSet } from '../poll-set';
import type { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';
import { libc } from './libc';
import { MessageHeader } from './message-header';

const INT_MIN = -0x80000000;
const INT_MAX = 0x7fffffff;

/**
 * The socket calls of the C library. Linux only.
 *
 * Numbers are checked before they go to C, because they would be cut to 32 bits silently there: close(2 ** 40)
 * would close descriptor 0.
 */
export class NativeSockets implements SocketApi {
  private readonly c = libc();
  private readonly lengthCell = new Int32Array(1);
  private readonly header = new MessageHeader();

  socket(domain: number, type: number, protocol: number): number {
    checkInt('domain', domain);
    checkInt('type', type);
    checkInt('protocol', protocol);
    return this.outcome(this.c.socket(domain, type, protocol));
  }

  bind(fd: number, address: Sockaddr): number {
    checkDescriptor(fd);
    return this.outcome(this.c.bind(fd, address.bytes, address.lengthBytes));
  }

  listen(fd: number, backlog: number): number {
    checkDescriptor(fd);
    checkInt('backlog', backlog);
    return this.outcome(this.c.listen(fd, backlog));
  }

  accept(fd: number, peer?: Sockaddr): number {
    checkDescriptor(fd);
    if (!peer) return this.outcome(this.c.accept(fd, null, null));
    peer.clear();
    return this.outcome(this.c.accept(fd, peer.bytes, peer.lengthCell));
  }

  accept4(fd: number, peer: Sockaddr | undefined, flags: number): number {
    checkDescriptor(fd);
    checkInt('flags', flags);
    if (!peer) return this.outcome(this.c.accept4(fd, null, null, flags));
    peer.clear();
    return this.outcome(this.c.accept4(fd, peer.bytes, peer.lengthCell, flags));
  }

  connect(fd: number, address: Sockaddr): number {
    checkDescriptor(fd);
    return this.outcome(this.c.connect(fd, address.bytes, address.lengthBytes));
  }

  send(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number {
    checkTransfer(fd, buffer, lengthBytes, flags);
    return this.outcome(this.c.send(fd, buffer, lengthBytes, flags));
  }

  recv(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number {
    checkTransfer(fd, buffer, lengthBytes, flags);
    return this.outcome(this.c.recv(fd, buffer, lengthBytes, flags));
  }

  sendto(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, address: Sockaddr): number {
    checkTransfer(fd, buffer, lengthBytes, flags);
    return this.outcome(this.c.sendto(fd, buffer, lengthBytes, flags, address.bytes, address.lengthBytes));
  }

  recvfrom(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, source?: Sockaddr): number {
    checkTransfer(fd, buffer, lengthBytes, flags);
    if (!source) return this.outcome(this.c.recvfrom(fd, buffer, lengthBytes, flags, null, null));
    source.clear();
    return this.outcome(this.c.recvfrom(fd, buffer, lengthBytes, flags, source.bytes, source.lengthCell));
  }

  write(fd: number, buffer: Uint8Array, lengthBytes: number): number {
    checkTransfer(fd, buffer, lengthBytes, 0);
    return this.outcome(this.c.write(fd, buffer, lengthBytes));
  }

  read(fd: number, buffer: Uint8Array, lengthBytes: number): number {
    checkTransfer(fd, buffer, lengthBytes, 0);
    return this.outcome(this.c.read(fd, buffer, lengthBytes));
  }

  sendmsg(fd: number, message: Message, flags: number): number {
    checkTransfer(fd, message.buffer, message.lengthBytes, flags);
    return this.outcome(this.c.sendmsg(fd, this.header.toSend(message), flags));
  }

  recvmsg(fd: number, message: Message, flags: number): number {
    checkTransfer(fd, message.buffer, message.lengthBytes, flags);
    const result = this.outcome(this.c.recvmsg(fd, this.header.toReceive(message), flags));
    this.header.received(message, result < 0);
    return result;
  }

  shutdown(fd: number, how: number): number {
    checkDescriptor(fd);
    checkInt('how', how);
    return this.outcome(this.c.shutdown(fd, how));
  }

  close(fd: number): number {
    checkDescriptor(fd);
    return this.outcome(this.c.close(fd));
  }

  dup(fd: number): number {
    checkDescriptor(fd);
    return this.outcome(this.c.dup(fd));
  }

  dup2(fd: number, newFd: number): number {
    checkDescriptor(fd);
    checkDescriptor(newFd);
    return this.outcome(this.c.dup2(fd, newFd));
  }

  fcntl(fd: number, command: number, argument: number): number {
    checkDescriptor(fd);
    checkInt('command', command);
    checkInt('argument', argument);
    return this.outcome(this.c.fcntl(fd, command, argument));
  }

  ioctl(fd: number, request: number, value: Int32Array): number {
    checkDescriptor(fd);
    checkInt('request', request);
    if (value.length < 1) throw new RangeError('ioctl() needs room for a number');
    return this.outcome(this.c.ioctl(fd, request, value));
  }

  setsockopt(fd: number, level: number, option: number, value: Uint8Array): number {
    checkOption(fd, level, option);
    return this.outcome(this.c.setsockopt(fd, level, option, value, value.byteLength));
  }

  getsockopt(fd: number, level: number, option: number, value: Uint8Array): number {
    checkOption(fd, level, option);
    this.lengthCell[0] = value.byteLength;
    return this.outcome(this.c.getsockopt(fd, level, option, value, this.lengthCell));
  }

  getsockname(fd: number, address: Sockaddr): number {
    checkDescriptor(fd);
    address.clear();
    return this.outcome(this.c.getsockname(fd, address.bytes, address.lengthCell));
  }

  getpeername(fd: number, address: Sockaddr): number {
    checkDescriptor(fd);
    address.clear();
    return this.outcome(this.c.getpeername(fd, address.bytes, address.lengthCell));
  }

  poll(descriptors: PollSet, timeoutMs: number): number {
    checkInt('timeout', timeoutMs);
    return this.outcome(this.c.poll(descriptors.bytes, descriptors.count, timeoutMs));
  }

  /** errno is the thread's own and live: it must be read before anything else can call into C. */
  private outcome(result: number): number {
    return result < 0 ? -this.c.errno() : result;
  }
}

function checkInt(name: string, value: number): void {
  if (!Number.isInteger(value) || value < INT_MIN || value > INT_MAX) {
    throw new RangeError(`${name} ${value} is not a C int`);
  }
}

function checkDescriptor(fd: number): void {
  if (!Number.isInteger(fd) || fd < 0 || fd > INT_MAX) throw new RangeError(`${fd} is not a file descriptor`);
}

function checkTransfer(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): void {
  checkDescriptor(fd);
  checkInt('flags', flags);
  if (!Number.isInteger(lengthBytes) || lengthBytes < 0 || lengthBytes > buffer.byteLength) {
    throw new RangeError(`length ${lengthBytes} is not within the buffer's ${buffer.byteLength} bytes`);
  }
}

function checkOption(fd: number, level: number, option: number): void {
  checkDescriptor(fd);
  checkInt('level', level);
  checkInt('option', option);
}
