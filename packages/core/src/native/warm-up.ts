import { Message } from '../message';
import { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';

/** No process can have so many descriptors: every call on it fails with EBADF and does nothing. */
const NO_DESCRIPTOR = 0x7fffffff;

/**
 * Makes each call once on a descriptor that does not exist. The first call of each C function costs some hundred
 * microseconds of preparation, which would stand in the times of a program's first connect() and accept().
 */
export function warmUp(sockets: SocketApi): void {
  const address = new Sockaddr();
  const buffer = new Uint8Array(4);
  sockets.bind(NO_DESCRIPTOR, address);
  sockets.listen(NO_DESCRIPTOR, 0);
  sockets.accept(NO_DESCRIPTOR, address);
  sockets.accept4(NO_DESCRIPTOR, address, 0);
  sockets.connect(NO_DESCRIPTOR, address);
  sockets.send(NO_DESCRIPTOR, buffer, 0, 0);
  sockets.recv(NO_DESCRIPTOR, buffer, 0, 0);
  sockets.sendto(NO_DESCRIPTOR, buffer, 0, 0, address);
  sockets.recvfrom(NO_DESCRIPTOR, buffer, 0, 0, address);
  const message = new Message({ buffer });
  sockets.sendmsg(NO_DESCRIPTOR, message, 0);
  sockets.recvmsg(NO_DESCRIPTOR, message, 0);
  sockets.write(NO_DESCRIPTOR, buffer, 0);
  sockets.read(NO_DESCRIPTOR, buffer, 0);
  sockets.ioctl(NO_DESCRIPTOR, 0, new Int32Array(1));
  sockets.dup(NO_DESCRIPTOR);
  sockets.dup2(NO_DESCRIPTOR, NO_DESCRIPTOR);
  sockets.fcntl(NO_DESCRIPTOR, 0, 0);
  sockets.getsockopt(NO_DESCRIPTOR, 0, 0, buffer);
  sockets.setsockopt(NO_DESCRIPTOR, 0, 0, buffer);
  sockets.getsockname(NO_DESCRIPTOR, address);
  sockets.getpeername(NO_DESCRIPTOR, address);
  sockets.shutdown(NO_DESCRIPTOR, 0);
  sockets.close(NO_DESCRIPTOR);
}
