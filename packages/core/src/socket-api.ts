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
  connect(fd: number, address: Sockaddr): number;
  /** Gives how many of the first `lengthBytes` bytes of `buffer` the kernel took, which may be fewer. */
  send(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number;
  /** Gives how many bytes came, at most `lengthBytes`; 0 when the other end has finished. */
  recv(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number;
  sendto(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, address: Sockaddr): number;
  /** As recv(); the sender's address is put into `source` if one is passed. */
  recvfrom(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, source?: Sockaddr): number;
  shutdown(fd: number, how: number): number;
  close(fd: number): number;
  /** `value` is the option's bytes as C lays them out; see socket-option.ts. */
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): number;
  /** Fills `value`, which is as long as the option is. */
  getsockopt(fd: number, level: number, option: number, value: Uint8Array): number;
  getsockname(fd: number, address: Sockaddr): number;
  getpeername(fd: number, address: Sockaddr): number;
  /** Gives how many descriptors have events; -1 as `timeoutMs` waits for ever. */
  poll(descriptors: PollSet, timeoutMs: number): number;
}
