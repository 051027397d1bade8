import { readdir, readFile, readlink } from 'node:fs/promises';
import { visibleText } from '../programs/visible-text';

/** State of a listening TCP socket in /proc/net/tcp; an unconnected UDP socket has 07. */
const HOLDING_STATES = { tcp: '0A', udp: '07' } as const;

/** A process that holds a port. */
export interface PortHolder {
  readonly pid: number;
  /** Its name, safe to print. */
  readonly name: string;
}

/**
 * Gives the process of this machine that listens on a port; null where there is none or its descriptors may not be
 * read (they are another user's).
 *
 * @see proc_pid_net(5), proc_pid_fd(5)
 */
export async function findPortHolder(protocol: 'tcp' | 'udp', port: number): Promise<PortHolder | null> {
  const inodes = new Set([...(await holdingInodes(protocol, port)), ...(await holdingInodes(`${protocol}6`, port))]);
  if (inodes.size === 0) return null;
  const pids = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry));
  for (const pid of pids) {
    if (await holdsOneOf(pid, inodes)) return { pid: Number(pid), name: await nameOf(pid) };
  }
  return null;
}

async function holdingInodes(table: 'tcp' | 'udp' | 'tcp6' | 'udp6', port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
  const state = HOLDING_STATES[table.startsWith('tcp') ? 'tcp' : 'udp'];
  const localPort = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').flatMap((line) => {
    // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
    const fields = line.trim().split(/\s+/);
    const inode = fields[9];
    return inode !== undefined && fields[1]?.endsWith(localPort) && fields[3] === state ? [inode] : [];
  });
}

async function holdsOneOf(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined && inodes.has(inode)) return true;
  }
  return false;
}

async function nameOf(pid: string): Promise<string> {
  return visibleText((await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim());
}
