import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { endAddresses } from './addresses';
import { Namespace } from './namespace';
import { impairmentProblem, NO_IMPAIRMENT } from './path/impairment';
import type { Impairment } from './path/impairment';
import { Wire, wireEnd } from './wire';
import { WireThread } from './wire-thread-handle';
import type { ThreadStart } from './wire-thread-handle';

const EPERM = 1;
const TUN_PATH = '/dev/net/tun';
const NO_RIGHTS =
  'a wire needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN): run it with sudo, or behind "unshare --user --map-current-user --keep-caps --net"';

/** A wire, or why there is none: one line with what is needed. */
export type OpenedWire = { readonly ok: true; readonly wire: Wire } | { readonly ok: false; readonly text: string };

/**
 * Opens a wire: two namespaces, `client` and `server`, that see each other over interfaces of their own and nothing else.
 * Needs CAP_SYS_ADMIN and CAP_NET_ADMIN (root has them; those of a user namespace with a network of its own will do),
 * /dev/net/tun and nsenter.
 *
 * @throws RangeError for an impairment that is none
 * @example
 * const opened = await openWire({ delayMs: 20 });
 * if (!opened.ok) return console.error(opened.text);
 * const { client, server } = opened.wire;
 * server.namespace.spawn(['nc', '-l', '7'], { stdio: 'inherit' });
 * client.namespace.spawn(['nc', server.addresses.ipv4, '7'], { stdio: 'inherit' });
 */
export async function openWire(impairment: Partial<Impairment> = {}): Promise<OpenedWire> {
  const whole = { ...NO_IMPAIRMENT, ...impairment };
  const problem = impairmentProblem(whole);
  if (problem !== null) throw new RangeError(problem);
  const missing = missingTool() ?? missingDevice();
  if (missing !== null) return { ok: false, text: missing };
  const started = await startThread(whole);
  if (!started.ok) return started;
  const { thread, namespaces } = started;
  const end = (name: 'client' | 'server') => wireEnd(new Namespace(name, namespaces[name], thread), endAddresses(name));
  return { ok: true, wire: new Wire(end('client'), end('server'), thread) };
}

type StartedThread =
  | {
      readonly ok: true;
      readonly thread: WireThread;
      readonly namespaces: Extract<ThreadStart, { kind: 'ready' }>['namespaces'];
    }
  | { readonly ok: false; readonly text: string };

async function startThread(impairment: Impairment): Promise<StartedThread> {
  let thread: WireThread;
  try {
    thread = new WireThread(impairment);
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
  const start = await thread.started;
  if (start.kind === 'ready') return { ok: true, thread, namespaces: start.namespaces };
  return { ok: false, text: start.errno === EPERM ? NO_RIGHTS : start.text };
}

function missingTool(): string | null {
  const { error } = spawnSync('nsenter', ['--version'], { stdio: 'ignore' });
  return error ? 'nsenter is not there: install util-linux' : null;
}

function missingDevice(): string | null {
  try {
    accessSync(TUN_PATH, constants.R_OK | constants.W_OK);
    return null;
  } catch {
    const isThere = hasDevice();
    return isThere
      ? `${TUN_PATH} is not open to this user: run it with sudo`
      : `${TUN_PATH} is not there: load the module "tun"`;
  }
}

function hasDevice(): boolean {
  try {
    accessSync(TUN_PATH);
    return true;
  } catch {
    return false;
  }
}
