import { endianness } from 'node:os';

type Pointer = Uint8Array | Int32Array | BigInt64Array | null;

/** The C functions that this package calls. Each returns -1 on failure; `errno` is to be read straight afterwards. */
export interface Libc {
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly bind: (fd: number, address: Pointer, length: number) => number;
  readonly listen: (fd: number, backlog: number) => number;
  readonly accept: (fd: number, address: Pointer, length: Pointer) => number;
  readonly accept4: (fd: number, address: Pointer, length: Pointer, flags: number) => number;
  readonly connect: (fd: number, address: Pointer, length: number) => number;
  readonly send: (fd: number, buffer: Pointer, length: number, flags: number) => number;
  readonly recv: (fd: number, buffer: Pointer, length: number, flags: number) => number;
  readonly sendto: (
    fd: number,
    buffer: Pointer,
    length: number,
    flags: number,
    address: Pointer,
    addressLength: number,
  ) => number;
  readonly recvfrom: (
    fd: number,
    buffer: Pointer,
    length: number,
    flags: number,
    address: Pointer,
    addressLength: Pointer,
  ) => number;
  readonly write: (fd: number, buffer: Pointer, length: number) => number;
  readonly read: (fd: number, buffer: Pointer, length: number) => number;
  readonly sendmsg: (fd: number, message: Pointer, flags: number) => number;
  readonly recvmsg: (fd: number, message: Pointer, flags: number) => number;
  readonly shutdown: (fd: number, how: number) => number;
  readonly close: (fd: number) => number;
  readonly dup: (fd: number) => number;
  readonly dup2: (fd: number, newFd: number) => number;
  readonly fcntl: (fd: number, command: number, argument: number) => number;
  readonly setsockopt: (fd: number, level: number, option: number, value: Pointer, length: number) => number;
  readonly getsockopt: (fd: number, level: number, option: number, value: Pointer, length: Pointer) => number;
  readonly getsockname: (fd: number, address: Pointer, length: Pointer) => number;
  readonly getpeername: (fd: number, address: Pointer, length: Pointer) => number;
  readonly poll: (descriptors: Pointer, count: number, timeoutMs: number) => number;
  readonly ioctl: (fd: number, request: number, argument: Pointer) => number;
  readonly clock_gettime: (clock: number, time: Pointer) => number;
  readonly if_nametoindex: (name: string) => number;
  readonly errno: () => number;
  /** Where in memory an array's bytes are: for structures that hold pointers. The array must be kept meanwhile. */
  readonly address: (bytes: Pointer) => bigint;
}

let loaded: Libc | null = null;

/**
 * Gives the C library, loaded once a thread.
 *
 * Pointers are `void *` and sizes C's own types: koffi's named structure types are global to the process and would
 * collide when this module is loaded twice, and it has no ssize_t, which `long` is on Linux.
 *
 * @throws Error where this is not a little-endian Linux: the layouts in this package are written for it.
 */
export function libc(): Libc {
  loaded ??= load();
  return loaded;
}

function load(): Libc {
  if (process.platform !== 'linux' || endianness() !== 'LE') {
    throw new Error(`Socket programs run on little-endian Linux only; this is ${process.platform} ${process.arch}`);
  }
  // Not at the top: recordings are read on machines that koffi has no binary for.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const koffi = require('koffi') as typeof import('koffi');
  const library = koffi.load('libc.so.6');
  const c = (prototype: string) => library.func(prototype) as unknown;
  return {
    socket: c('int socket(int, int, int)'),
    bind: c('int bind(int, void *, uint32_t)'),
    listen: c('int listen(int, int)'),
    accept: c('int accept(int, void *, void *)'),
    accept4: c('int accept4(int, void *, void *, int)'),
    connect: c('int connect(int, void *, uint32_t)'),
    send: c('long send(int, void *, size_t, int)'),
    recv: c('long recv(int, void *, size_t, int)'),
    sendto: c('long sendto(int, void *, size_t, int, void *, uint32_t)'),
    recvfrom: c('long recvfrom(int, void *, size_t, int, void *, void *)'),
    write: c('long write(int, void *, size_t)'),
    read: c('long read(int, void *, size_t)'),
    sendmsg: c('long sendmsg(int, void *, int)'),
    recvmsg: c('long recvmsg(int, void *, int)'),
    shutdown: c('int shutdown(int, int)'),
    close: c('int close(int)'),
    dup: c('int dup(int)'),
    dup2: c('int dup2(int, int)'),
    fcntl: c('int fcntl(int, int, long)'),
    setsockopt: c('int setsockopt(int, int, int, void *, uint32_t)'),
    getsockopt: c('int getsockopt(int, int, int, void *, void *)'),
    getsockname: c('int getsockname(int, void *, void *)'),
    getpeername: c('int getpeername(int, void *, void *)'),
    poll: c('int poll(void *, unsigned long, int)'),
    ioctl: c('int ioctl(int, unsigned long, void *)'),
    clock_gettime: c('int clock_gettime(int, void *)'),
    if_nametoindex: c('unsigned int if_nametoindex(const char *)'),
    errno: () => koffi.errno(),
    address: (bytes: Pointer) => (bytes === null ? 0n : koffi.address(bytes)),
  } as Libc;
}
