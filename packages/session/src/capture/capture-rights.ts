import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where sudo's path and an administrator's have programs that a user's may lack. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];

/** Gives the path of tcpdump, from PATH and the folders for administration; null where there is none. */
export function findTcpdump(path = process.env['PATH'] ?? ''): string | null {
  const folders = [...path.split(delimiter).filter((folder) => folder.startsWith('/')), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, 'tcpdump')).find(isExecutable) ?? null;
}

/** Gives the one line for a user who may not capture: what is missing and the command that grants it. */
export function noRightsText(interfaceName: string, tcpdump: string | null): string {
  const need = `capturing on ${interfaceName} needs root or CAP_NET_RAW`;
  const grant =
    tcpdump === null
      ? 'run this with sudo'
      : `run this with sudo, or grant it once: sudo setcap cap_net_raw,cap_net_admin=eip ${tcpdump}`;
  return `${need}: ${grant}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
