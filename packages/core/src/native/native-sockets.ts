import type { PollSet } from '../poll-set';
import type { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';
import { libc } from './libc';

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

  shutdown(fd: number, how: number): number {
    checkDescriptor(fd);
    checkInt('how', how);
    return this.outcome(this.c.shutdown(fd, how));
  }

  close(fd: number): number {
    checkDescriptor(fd);
    return this.outcome(this.c.close(fd));
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
