import { endianness } from 'node:os';

type Pointer = Uint8Array | Int32Array | BigInt64Array | null;

/** The C functions that a wire needs. Each gives what C gives: -1 on failure; `errno` is to be read straight afterwards. */
export interface Linux {
  readonly open: (path: string, flags: number) => number;
  readonly close: (fd: number) => number;
  readonly read: (fd: number, buffer: Pointer, length: number) => number;
  readonly write: (fd: number, buffer: Pointer, length: number) => number;
  readonly ioctl: (fd: number, request: number, argument: Pointer) => number;
  readonly socket: (domain: number, type: number, protocol: number) => number;
  readonly eventfd: (count: number, flags: number) => number;
  readonly unshare: (flags: number) => number;
  readonly setns: (fd: number, type: number) => number;
  readonly setpriority: (which: number, who: number, priority: number) => number;
  readonly prctl: (option: number, argument: number) => number;
  readonly ppoll: (descriptors: Pointer, count: number, timeout: Pointer, signals: null, signalBytes: number) => number;
  readonly clock_gettime: (clock: number, time: Pointer) => number;
  readonly errno: () => number;
}

let loaded: Linux | null = null;

/**
 * Gives the C library, loaded once a thread.
 *
 * @throws Error where this is not a little-endian Linux: the layouts in this package are written for it.
 */
export function linux(): Linux {
  loaded ??= load();
  return loaded;
}

function load(): Linux {
  if (process.platform !== 'linux' || endianness() !== 'LE') {
    throw new Error(`a wire needs little-endian Linux; this is ${process.platform} ${process.arch}`);
  }
  // Not at the top: the package is imported on machines that koffi has no binary for.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const koffi = require('koffi') as typeof import('koffi');
  const library = koffi.load('libc.so.6');
  const c = (prototype: string) => library.func(prototype) as unknown;
  return {
    open: c('int open(const char *, int)'),
    close: c('int close(int)'),
    read: c('long read(int, void *, size_t)'),
    write: c('long write(int, void *, size_t)'),
    ioctl: c('int ioctl(int, unsigned long, void *)'),
    socket: c('int socket(int, int, int)'),
    eventfd: c('int eventfd(unsigned int, int)'),
    unshare: c('int unshare(int)'),
    setns: c('int setns(int, int)'),
    setpriority: c('int setpriority(int, unsigned int, int)'),
    prctl: c('int prctl(int, unsigned long)'),
    ppoll: c('int ppoll(void *, unsigned long, void *, void *, size_t)'),
    clock_gettime: c('int clock_gettime(int, void *)'),
    errno: () => koffi.errno(),
  } as Linux;
}

/** A system call that failed. */
export class LinuxError extends Error {
  readonly errno: number;

  /** @param what The call and what it was for: `unshare(CLONE_NEWNET)`. */
  constructor(what: string, errno: number) {
    super(`${what} failed with errno ${errno}`);
    this.errno = errno;
  }
}

/** Gives a result that is no failure. @throws LinuxError */
export function checked(what: string, result: number): number {
  if (result < 0) throw new LinuxError(what, linux().errno());
  return result;
}
