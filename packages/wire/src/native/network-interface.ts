import { checked, linux } from './linux';

// linux/sockios.h
const SIOCGIFFLAGS = 0x8913;
const SIOCSIFFLAGS = 0x8914;
const SIOCSIFADDR = 0x8916;
const SIOCSIFNETMASK = 0x891c;
const SIOCGIFINDEX = 0x8933;
const SIOCSIFTXQLEN = 0x8943;

const AF_INET = 2;
const AF_INET6 = 10;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;

const IFF_UP = 0x1;
const IFF_MULTICAST = 0x1000;

/** struct ifreq: the interface's name in 16 bytes, and a union of 24: netdevice(7). */
const IFREQ_BYTES = 40;
const NAME_BYTES = 16;
/** Offset of sin_addr in the struct sockaddr_in that the union holds. */
const ADDRESS = NAME_BYTES + 4;
const LITTLE_ENDIAN = true;

/** Gives a struct ifreq with the interface's name, and a view of its union. */
export function interfaceRequest(name: string): { readonly bytes: Uint8Array; readonly union: DataView } {
  if (!/^[a-z0-9]{1,15}$/.test(name)) throw new RangeError(`"${name}" is not a name for an interface`);
  const bytes = new Uint8Array(IFREQ_BYTES);
  bytes.set(Buffer.from(name, 'latin1'));
  return { bytes, union: new DataView(bytes.buffer, NAME_BYTES) };
}

/** Switches an interface of the calling thread's namespace on; without multicast, so that it sends nothing by itself. */
export function bringUp(name: string): void {
  withSocket(AF_INET, (fd) => {
    const { bytes, union } = interfaceRequest(name);
    checked('ioctl(SIOCGIFFLAGS)', linux().ioctl(fd, SIOCGIFFLAGS, bytes));
    union.setUint16(0, (union.getUint16(0, LITTLE_ENDIAN) | IFF_UP) & ~IFF_MULTICAST, LITTLE_ENDIAN);
    checked('ioctl(SIOCSIFFLAGS)', linux().ioctl(fd, SIOCSIFFLAGS, bytes));
  });
}

/**
 * Sets how many packets wait in the device for their reader before the next ones are dropped. Within a user namespace that
 * is not allowed: then the kernel's 500 stay.
 */
export function setQueueLength(name: string, packets: number): void {
  withSocket(AF_INET, (fd) => {
    const { bytes, union } = interfaceRequest(name);
    union.setInt32(0, packets, LITTLE_ENDIAN);
    linux().ioctl(fd, SIOCSIFTXQLEN, bytes);
  });
}

/** Gives an interface its IPv4 address, in a network of 256 addresses. */
export function setIpv4Address(name: string, address: Uint8Array): void {
  withSocket(AF_INET, (fd) => {
    for (const [what, request, value] of [
      ['SIOCSIFADDR', SIOCSIFADDR, address],
      ['SIOCSIFNETMASK', SIOCSIFNETMASK, Uint8Array.of(255, 255, 255, 0)],
    ] as const) {
      const { bytes, union } = interfaceRequest(name);
      union.setUint16(0, AF_INET, LITTLE_ENDIAN);
      bytes.set(value, ADDRESS);
      checked(`ioctl(${what})`, linux().ioctl(fd, request, bytes));
    }
  });
}

/** Adds an IPv6 address, in a network of 64 bits. @param address Its 16 bytes. */
export function addIpv6Address(name: string, address: Uint8Array): void {
  withSocket(AF_INET6, (fd) => {
    const { bytes, union } = interfaceRequest(name);
    checked('ioctl(SIOCGIFINDEX)', linux().ioctl(fd, SIOCGIFINDEX, bytes));
    // struct in6_ifreq: the address, its prefix length, the interface's index.
    const request = new Uint8Array(24);
    const view = new DataView(request.buffer);
    request.set(address);
    view.setUint32(16, 64, LITTLE_ENDIAN);
    view.setInt32(20, union.getInt32(0, LITTLE_ENDIAN), LITTLE_ENDIAN);
    checked('ioctl(SIOCSIFADDR)', linux().ioctl(fd, SIOCSIFADDR, request));
  });
}

function withSocket(domain: number, work: (fd: number) => void): void {
  const fd = checked('socket()', linux().socket(domain, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  try {
    work(fd);
  } finally {
    linux().close(fd);
  }
}
