import type { Message } from './message';
import type { PollSet } from './poll-set';
import type { Sockaddr } from './sockaddr';

/**
 * The BSD socket calls, named and ordered as in section 2 of the Linux man pages, blocking as they say there.
 *
 * Every call gives what the system call itself gives: a number from 0 up on success, `-errno` on failure, so that
 * nothing is allocated for a result; socket-failure.ts puts a failure into words. Nothing is retried or completed
 * behind the caller's back: EINTR and short sends come through. Arguments outside of C's ranges throw `RangeError`.
 */
export interface SocketApi {
  /** Gives a new descriptor. */
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Sockaddr): number;
  listen(fd: number, backlog: number): number;
  /** Gives the descriptor of the next connection, and its other end in `peer` if one is passed. */
  accept(fd: number, peer?: Sockaddr): number;
  /** As accept(). @param flags `SOCK_NONBLOCK`, `SOCK_CLOEXEC`. */
  accept4(fd: number, peer: Sockaddr | undefined, flags: number): number;
  connect(fd: number, address: Sockaddr): number;
  /** Gives how many of the first `lengthBytes` bytes of `buffer` the kernel took, which may be fewer. */
  send(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number;
  /** Gives how many bytes came, at most `lengthBytes`; 0 when the other end has finished. */
  recv(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number;
  sendto(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, address: Sockaddr): number;
  /** As recv(); the sender's address is put into `source` if one is passed. */
  recvfrom(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, source?: Sockaddr): number;
  /** As send() without flags. */
  write(fd: number, buffer: Uint8Array, lengthBytes: number): number;
  /** As recv() without flags; a datagram of no bytes it does not take (recv(2), NOTES). */
  read(fd: number, buffer: Uint8Array, lengthBytes: number): number;
  /** As sendto(), or as send() where the message has no address. */
  sendmsg(fd: number, message: Message, flags: number): number;
  /** As recvfrom(); puts `msg_flags`, control messages and the sender's address into `message`. */
  recvmsg(fd: number, message: Message, flags: number): number;
  shutdown(fd: number, how: number): number;
  close(fd: number): number;
  /** Gives another descriptor of the same socket, which lives until the last of them is closed. */
  dup(fd: number): number;
  /** Makes `newFd` such a descriptor, and closes what it was before. */
  dup2(fd: number, newFd: number): number;
  /** `F_GETFL` gives the status flags, `F_SETFL` sets them: O_NONBLOCK. */
  fcntl(fd: number, command: number, argument: number): number;
  /** `SIOCINQ`, `SIOCOUTQ`, `SIOCOUTQNSD` put a number of bytes into `value[0]`, `FIONBIO` takes 0 or 1 from there. */
  ioctl(fd: number, request: number, value: Int32Array): number;
  /** `value` is the option's bytes as C lays them out; see socket-option.ts. */
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): number;
  /** Fills `value`, which is as long as the option is. */
  getsockopt(fd: number, level: number, option: number, value: Uint8Array): number;
  getsockname(fd: number, address: Sockaddr): number;
  getpeername(fd: number, address: Sockaddr): number;
  /** Gives how many descriptors have events; -1 as `timeoutMs` waits for ever. */
  poll(descriptors: PollSet, timeoutMs: number): number;
}
