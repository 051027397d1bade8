import { NativeSockets } from '../native/native-sockets';
import type { Sockaddr } from '../sockaddr';

/** Descriptors that a program can have open at once and still be stopped: ours have two. */
const MOST_DESCRIPTORS = 64;

/** Makes the memory by which one thread tells another which sockets it has open. */
export function createDescriptorTable(): SharedArrayBuffer {
  return new SharedArrayBuffer(MOST_DESCRIPTORS * 4);
}

/** Gives the descriptors in the table. Another thread may close each of them at any moment. */
export function openDescriptors(table: SharedArrayBuffer): number[] {
  const slots = new Int32Array(table);
  return Array.from(slots, (_slot, index) => Atomics.load(slots, index) - 1).filter((fd) => fd >= 0);
}

/** The native calls, with every open socket entered in a shared table, so that another thread can shut it down. */
export class ListedSockets extends NativeSockets {
  /** Each slot holds a descriptor plus one; 0 is free. */
  private readonly slots: Int32Array;

  constructor(table: SharedArrayBuffer) {
    super();
    this.slots = new Int32Array(table);
  }

  override socket(domain: number, type: number, protocol: number): number {
    return this.enter(super.socket(domain, type, protocol));
  }

  override accept(fd: number, peer?: Sockaddr): number {
    return this.enter(super.accept(fd, peer));
  }

  override close(fd: number): number {
    // Taken out first: once close() has run, the number may belong to a descriptor of another thread.
    const slot = this.slots.indexOf(fd + 1);
    if (slot >= 0) Atomics.store(this.slots, slot, 0);
    return super.close(fd);
  }

  private enter(fd: number): number {
    const slot = fd < 0 ? -1 : this.slots.indexOf(0);
    if (slot >= 0) Atomics.store(this.slots, slot, fd + 1);
    return fd;
  }
}
