import { checked, linux } from './linux';
import { interfaceRequest } from './network-interface';

const TUN_PATH = '/dev/net/tun';
const TUNSETIFF = 0x400454ca;
const IFF_TUN = 0x0001;
const IFF_NO_PI = 0x1000;

const O_RDWR = 2;
const O_NONBLOCK = 0o4000;
const O_CLOEXEC = 0o2000000;

/**
 * Makes a TUN interface in the calling thread's network namespace: what the kernel sends through it is read from the
 * descriptor, one IP packet a read(); what is written there is received. The interface is gone when the descriptor is.
 * Reading and writing do not wait.
 *
 * @throws LinuxError ENOENT or EACCES without the device, EPERM without CAP_NET_ADMIN
 * @see https://docs.kernel.org/networking/tuntap.html
 */
export function openTun(name: string): number {
  const fd = checked(`open(${TUN_PATH})`, linux().open(TUN_PATH, O_RDWR | O_NONBLOCK | O_CLOEXEC));
  const { bytes, union } = interfaceRequest(name);
  union.setUint16(0, IFF_TUN | IFF_NO_PI, true);
  try {
    checked('ioctl(TUNSETIFF)', linux().ioctl(fd, TUNSETIFF, bytes));
  } catch (error) {
    linux().close(fd);
    throw error;
  }
  return fd;
}
