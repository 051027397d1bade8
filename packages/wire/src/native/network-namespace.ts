import { writeFileSync } from 'node:fs';
import { checked, linux } from './linux';

const CLONE_NEWNET = 0x40000000;
const O_RDONLY = 0;
const O_CLOEXEC = 0o2000000;
const OWN_NAMESPACE = '/proc/thread-self/ns/net';

/**
 * Descriptors of network namespaces. A namespace without a name lives as long as a process is in it or a descriptor of
 * it is open, so one that is known by its descriptor alone is gone when its process is, killed or not.
 *
 * @see network_namespaces(7), setns(2)
 */
export type NamespaceDescriptor = number;

/** Gives a descriptor of the namespace that the calling thread is in. */
export function ownNamespace(): NamespaceDescriptor {
  return checked(`open(${OWN_NAMESPACE})`, linux().open(OWN_NAMESPACE, O_RDONLY | O_CLOEXEC));
}

/**
 * Makes an empty network namespace, which the calling thread is in from then on.
 *
 * @throws LinuxError EPERM without CAP_SYS_ADMIN
 */
export function newNamespace(): NamespaceDescriptor {
  checked('unshare(CLONE_NEWNET)', linux().unshare(CLONE_NEWNET));
  return ownNamespace();
}

/** Puts the calling thread into a namespace. Other threads stay where they are. */
export function enterNamespace(namespace: NamespaceDescriptor): void {
  checked('setns(CLONE_NEWNET)', linux().setns(namespace, CLONE_NEWNET));
}

/**
 * Sets a `net.` parameter of the calling thread's namespace.
 *
 * @param name As sysctl(8) writes it: `net.ipv4.tcp_syn_retries`.
 * @throws RangeError for a name that is none; Error where the kernel has no such parameter or does not take the value
 */
export function setParameter(name: string, value: string): void {
  if (!/^net(\.[A-Za-z0-9_-]+)+$/.test(name)) {
    throw new RangeError(`"${name}" is not a parameter of a network namespace`);
  }
  try {
    writeFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, value);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(`${name} = ${value}: ${code === 'ENOENT' ? 'the kernel has no such parameter' : code}`);
  }
}
