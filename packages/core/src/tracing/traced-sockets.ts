import { extendedError, softwareTimestampNs } from '../control-message';
import { EINPROGRESS, F_DUPFD } from '../linux-constants';
import type { Message } from '../message';
import type { PollSet } from '../poll-set';
import { Sockaddr } from '../sockaddr';
import type { SocketApi } from '../socket-api';
import {
  ADDRESS_AREA_BYTES,
  ARGUMENT_0,
  ARGUMENT_1,
  ARGUMENT_2,
  DATA,
  DATA_BYTES,
  DEFINES,
  ENDPOINTS_ID,
  EXTRA,
  MOST_DATA_BYTES,
  MOST_OPTION_BYTES,
  OWN_ADDRESS,
  PEER_ADDRESS,
  QUEUED_DATA,
  QUEUED_ERRNO,
  QUEUED_INFO,
  QUEUED_KIND,
  QUEUED_ORIGIN,
  QUEUED_TIME,
  RECORD_BYTES,
  RECORD_INTS,
  RECORD_LONGS,
  RESULT,
  RETURNED_FLAGS,
  TRACED_CALLS,
} from './record-layout';
import type { TraceRing } from './trace-ring';

const CODE = Object.fromEntries(TRACED_CALLS.map((name, code) => [name, code])) as Record<
  (typeof TRACED_CALLS)[number],
  number
>;
const NO_DESCRIPTOR = -1;

/**
 * The same calls as `inner`, each recorded in a ring: arguments, result, both ends, first bytes, and the time on
 * entry and on return. A caller cannot tell the difference; a retried call is two calls, as it is for the kernel.
 *
 * A descriptor's own address is asked for once, after bind(), accept(), connect() and a first sendto(), by calls of
 * `inner` that are not part of the trace and stand outside of the measured times.
 */
export class TracedSockets implements SocketApi {
  /** Names the endpoints of each open descriptor in the ring's records. */
  private readonly endpointsIds = new Map<number, number>();
  private lastEndpointsId = 0;
  private readonly own = new Sockaddr();
  private readonly other = new Sockaddr();

  private readonly inner: SocketApi;
  private readonly ring: TraceRing;

  constructor(inner: SocketApi, ring: TraceRing) {
    this.inner = inner;
    this.ring = ring;
  }

  socket(domain: number, type: number, protocol: number): number {
    const record = this.take(CODE.socket, NO_DESCRIPTOR, domain, type, protocol);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.socket(domain, type, protocol)));
  }

  bind(fd: number, address: Sockaddr): number {
    const record = this.takeAddressed(CODE.bind, fd, address, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.bind(fd, address));
    if (result >= 0 && this.inner.getsockname(fd, this.own) >= 0) this.define(record, fd, this.own, null);
    return this.complete(record, result);
  }

  listen(fd: number, backlog: number): number {
    const record = this.take(CODE.listen, fd, backlog, 0, 0);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.listen(fd, backlog)));
  }

  accept(fd: number, peer: Sockaddr = this.other): number {
    const record = this.take(CODE.accept, fd, 0, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.accept(fd, peer));
    return this.accepted(record, result, peer);
  }

  accept4(fd: number, peer: Sockaddr = this.other, flags: number): number {
    const record = this.take(CODE.accept4, fd, flags, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.accept4(fd, peer, flags));
    return this.accepted(record, result, peer);
  }

  connect(fd: number, address: Sockaddr): number {
    const record = this.takeAddressed(CODE.connect, fd, address, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.connect(fd, address));
    const isConnecting = result >= 0 || result === -EINPROGRESS;
    if (isConnecting && this.inner.getsockname(fd, this.own) >= 0) {
      // Asked for, not taken from the argument: connect(0.0.0.0) connects to 127.0.0.1.
      const isConnected = this.inner.getpeername(fd, this.other) >= 0;
      this.define(record, fd, this.own, isConnected ? this.other : address);
    }
    return this.complete(record, result);
  }

  send(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number {
    const record = this.take(CODE.send, fd, lengthBytes, flags, 0);
    this.keepData(record, buffer, lengthBytes);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.send(fd, buffer, lengthBytes, flags)));
  }

  recv(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number): number {
    const record = this.take(CODE.recv, fd, lengthBytes, flags, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.recv(fd, buffer, lengthBytes, flags));
    // With MSG_TRUNC the result is the datagram's length, which may be more than the buffer has.
    this.keepData(record, buffer, Math.min(result, lengthBytes));
    return this.complete(record, result);
  }

  sendto(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, address: Sockaddr): number {
    const record = this.takeAddressed(CODE.sendto, fd, address, lengthBytes, flags);
    this.keepData(record, buffer, lengthBytes);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.sendto(fd, buffer, lengthBytes, flags, address));
    this.defineSender(record, fd, result);
    return this.complete(record, result);
  }

  recvfrom(fd: number, buffer: Uint8Array, lengthBytes: number, flags: number, source: Sockaddr = this.other): number {
    const record = this.take(CODE.recvfrom, fd, lengthBytes, flags, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.recvfrom(fd, buffer, lengthBytes, flags, source));
    this.keepData(record, buffer, Math.min(result, lengthBytes));
    if (result >= 0) this.keepAddress(record, source);
    return this.complete(record, result);
  }

  write(fd: number, buffer: Uint8Array, lengthBytes: number): number {
    const record = this.take(CODE.write, fd, lengthBytes, 0, 0);
    this.keepData(record, buffer, lengthBytes);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.write(fd, buffer, lengthBytes)));
  }

  read(fd: number, buffer: Uint8Array, lengthBytes: number): number {
    const record = this.take(CODE.read, fd, lengthBytes, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.read(fd, buffer, lengthBytes));
    this.keepData(record, buffer, result);
    return this.complete(record, result);
  }

  sendmsg(fd: number, message: Message, flags: number): number {
    const record = this.take(CODE.sendmsg, fd, message.lengthBytes, flags, 0);
    if (message.address) this.keepAddress(record, message.address);
    this.keepData(record, message.buffer, message.lengthBytes);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.sendmsg(fd, message, flags));
    if (message.address) this.defineSender(record, fd, result);
    return this.complete(record, result);
  }

  recvmsg(fd: number, message: Message, flags: number): number {
    const record = this.take(CODE.recvmsg, fd, message.lengthBytes, flags, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.recvmsg(fd, message, flags));
    this.keepData(record, message.buffer, Math.min(result, message.lengthBytes));
    if (result >= 0) this.keepMessage(record, message);
    return this.complete(record, result);
  }

  shutdown(fd: number, how: number): number {
    const record = this.take(CODE.shutdown, fd, how, 0, 0);
    // The thread that stops a program did not open its descriptors: whose ends they are is asked for here.
    if (!this.endpointsIds.has(fd)) this.defineUnknown(record, fd);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.shutdown(fd, how)));
  }

  close(fd: number): number {
    const record = this.take(CODE.close, fd, 0, 0, 0);
    // Before the call: once it has returned, another thread may have been given the same descriptor.
    this.endpointsIds.delete(fd);
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.close(fd)));
  }

  dup(fd: number): number {
    const record = this.take(CODE.dup, fd, 0, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.dup(fd));
    this.copyEndpoints(record, fd, result);
    return this.complete(record, result);
  }

  dup2(fd: number, newFd: number): number {
    const record = this.take(CODE.dup2, fd, newFd, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.dup2(fd, newFd));
    if (newFd !== fd) this.copyEndpoints(record, fd, result);
    return this.complete(record, result);
  }

  fcntl(fd: number, command: number, argument: number): number {
    const record = this.take(CODE.fcntl, fd, command, argument, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.fcntl(fd, command, argument));
    if (command === F_DUPFD) this.copyEndpoints(record, fd, result);
    return this.complete(record, result);
  }

  ioctl(fd: number, request: number, value: Int32Array): number {
    const record = this.take(CODE.ioctl, fd, request, value[0] ?? 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.ioctl(fd, request, value));
    this.ring.ints[record * RECORD_INTS + ARGUMENT_1] = value[0] ?? 0;
    return this.complete(record, result);
  }

  setsockopt(fd: number, level: number, option: number, value: Uint8Array): number {
    const record = this.take(CODE.setsockopt, fd, level, option, 0);
    this.keepExtra(record, value, Math.min(value.length, MOST_OPTION_BYTES));
    this.ring.enter(record);
    return this.complete(record, this.returned(record, this.inner.setsockopt(fd, level, option, value)));
  }

  getsockopt(fd: number, level: number, option: number, value: Uint8Array): number {
    const record = this.take(CODE.getsockopt, fd, level, option, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.getsockopt(fd, level, option, value));
    if (result >= 0) this.keepExtra(record, value, Math.min(value.length, MOST_OPTION_BYTES));
    return this.complete(record, result);
  }

  getsockname(fd: number, address: Sockaddr): number {
    const record = this.take(CODE.getsockname, fd, 0, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.getsockname(fd, address));
    if (result >= 0) this.keepAddress(record, address);
    return this.complete(record, result);
  }

  getpeername(fd: number, address: Sockaddr): number {
    const record = this.take(CODE.getpeername, fd, 0, 0, 0);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.getpeername(fd, address));
    if (result >= 0) this.keepAddress(record, address);
    return this.complete(record, result);
  }

  poll(descriptors: PollSet, timeoutMs: number): number {
    const record = this.take(CODE.poll, NO_DESCRIPTOR, timeoutMs, 0, 0);
    this.keepExtra(record, descriptors.bytes, descriptors.bytes.length);
    this.ring.enter(record);
    const result = this.returned(record, this.inner.poll(descriptors, timeoutMs));
    this.keepExtra(record, descriptors.bytes, descriptors.bytes.length);
    return this.complete(record, result);
  }

  private take(code: number, fd: number, argument0: number, argument1: number, argument2: number): number {
    const record = this.ring.take(code, fd);
    const at = record * RECORD_INTS;
    const { ints } = this.ring;
    ints[at + ARGUMENT_0] = argument0;
    ints[at + ARGUMENT_1] = argument1;
    ints[at + ARGUMENT_2] = argument2;
    ints[at + ENDPOINTS_ID] = this.endpointsIds.get(fd) ?? 0;
    return record;
  }

  private takeAddressed(code: number, fd: number, address: Sockaddr, argument0: number, argument1: number): number {
    const record = this.take(code, fd, argument0, argument1, 0);
    this.keepAddress(record, address);
    return record;
  }

  private returned(record: number, result: number): number {
    this.ring.returned(record);
    this.ring.ints[record * RECORD_INTS + RESULT] = result;
    return result;
  }

  private complete(record: number, result: number): number {
    this.ring.complete(record);
    return result;
  }

  private accepted(record: number, result: number, peer: Sockaddr): number {
    if (result >= 0 && this.inner.getsockname(result, this.own) >= 0) this.define(record, result, this.own, peer);
    return this.complete(record, result);
  }

  private keepData(record: number, buffer: Uint8Array, lengthBytes: number): void {
    const count = Math.min(lengthBytes, MOST_DATA_BYTES);
    this.ring.ints[record * RECORD_INTS + DATA_BYTES] = count;
    const { bytes } = this.ring;
    const at = record * RECORD_BYTES + DATA;
    // A loop: for so few bytes it costs less than making the view that set() would need.
    for (let index = 0; index < count; index++) bytes[at + index] = buffer[index] as number;
  }

  private keepAddress(record: number, address: Sockaddr): void {
    this.keepExtra(record, address.bytes, Math.min(address.lengthBytes, ADDRESS_AREA_BYTES));
  }

  private keepExtra(record: number, value: Uint8Array, count: number): void {
    this.ring.ints[record * RECORD_INTS + ARGUMENT_2] = count;
    this.ring.bytes.set(value.subarray(0, count), record * RECORD_BYTES + EXTRA);
  }

  private keepMessage(record: number, { address, flags, controlMessages }: Message): void {
    if (address) this.keepAddress(record, address);
    const { ints, longs } = this.ring;
    const at = record * RECORD_INTS;
    const error = extendedError(controlMessages);
    const timeNs = softwareTimestampNs(controlMessages);
    ints[at + RETURNED_FLAGS] = flags;
    ints[at + QUEUED_KIND] = error === null ? 0 : timeNs === null ? 1 : 2;
    if (error === null) return;
    ints[at + QUEUED_ERRNO] = error.errno;
    ints[at + QUEUED_ORIGIN] = error.origin | (error.type << 8) | (error.code << 16);
    ints[at + QUEUED_INFO] = error.info;
    ints[at + QUEUED_DATA] = error.data;
    longs[record * RECORD_LONGS + QUEUED_TIME] = timeNs ?? 0n;
  }

  /** The copy of a descriptor has the same ends, and keeps them when the other is closed. */
  private copyEndpoints(record: number, fd: number, copy: number): void {
    if (copy < 0) return;
    this.endpointsIds.delete(copy);
    if (!this.endpointsIds.has(fd)) return;
    const id = ++this.lastEndpointsId;
    this.endpointsIds.set(copy, id);
    this.ring.ints[record * RECORD_INTS + ARGUMENT_2] = id;
  }

  /** The first datagram that a socket without address sends gives it one (ip(7)); so does TCP Fast Open. */
  private defineSender(record: number, fd: number, result: number): void {
    if (result >= 0 && !this.endpointsIds.has(fd) && this.inner.getsockname(fd, this.own) >= 0) {
      this.define(record, fd, this.own, null);
    }
  }

  private defineUnknown(record: number, fd: number): void {
    if (this.inner.getsockname(fd, this.own) < 0) return;
    this.define(record, fd, this.own, this.inner.getpeername(fd, this.other) < 0 ? null : this.other);
  }

  private define(record: number, fd: number, own: Sockaddr, peer: Sockaddr | null): void {
    const id = ++this.lastEndpointsId;
    this.endpointsIds.set(fd, id);
    const at = record * RECORD_INTS;
    this.ring.ints[at + ENDPOINTS_ID] = id;
    this.ring.ints[at + DEFINES] = 1;
    this.ring.bytes.set(own.bytes.subarray(0, ADDRESS_AREA_BYTES), record * RECORD_BYTES + OWN_ADDRESS);
    const other = peer ? peer.bytes : NO_ADDRESS;
    this.ring.bytes.set(other.subarray(0, ADDRESS_AREA_BYTES), record * RECORD_BYTES + PEER_ADDRESS);
  }
}

const NO_ADDRESS = new Uint8Array(ADDRESS_AREA_BYTES);
