import { execFile, spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

const TIMEOUT_MS = 10_000;

/** A network namespace with nothing but its own loopback interface, which is up. */
export interface NetworkNamespace {
  /** The command that runs another one there: its words come before those of the other. */
  readonly enter: readonly string[];
  /** Sets a sysctl of the namespace; the machine's own settings stay. @throws Error where it cannot be set */
  set(name: string, value: string): Promise<void>;
  /** Sets the MTU of its loopback interface, in bytes. @throws Error where it cannot be set */
  setMtu(mtu: number): Promise<void>;
  /** Takes it away once no process is left in it. */
  close(): void;
}

export type OpenedNamespace =
  | { readonly ok: true; readonly namespace: NetworkNamespace }
  /** One line. */
  | { readonly ok: false; readonly text: string };

/**
 * Makes a network namespace, as root. It lives as long as a process that waits for the end of its input, which only this
 * process holds: nothing is left when this one is killed.
 *
 * @see network_namespaces(7), unshare(1), nsenter(1)
 */
export async function openNetworkNamespace(): Promise<OpenedNamespace> {
  if (process.getuid?.() !== 0) return { ok: false, text: 'a network of its own needs root: run this with sudo' };
  const holder = spawn('unshare', ['--net', 'cat'], { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  try {
    await untilEntered(holder);
  } catch (error) {
    holder.kill('SIGKILL');
    return {
      ok: false,
      text: `no network namespace can be made: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const enter = ['nsenter', `--net=/proc/${holder.pid}/ns/net`, '--'];
  const namespace: NetworkNamespace = {
    enter,
    set: (name, value) => run([...enter, 'tee', `/proc/sys/${name.replaceAll('.', '/')}`], value),
    setMtu: (mtu) => run([...enter, 'ip', 'link', 'set', 'lo', 'mtu', String(mtu)]),
    close: () => void holder.stdin.end(),
  };
  try {
    await run([...enter, 'ip', 'link', 'set', 'lo', 'up']);
    return { ok: true, namespace };
  } catch (error) {
    namespace.close();
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}

/** Settles when the holder has the namespace: it then echoes a line. */
async function untilEntered(holder: ChildProcessByStdio<Writable, Readable, Readable>): Promise<void> {
  let words = '';
  holder.stderr.on('data', (bytes: Buffer) => (words += bytes.toString('utf8')));
  holder.stdin.on('error', () => undefined);
  holder.unref();
  const ended = once(holder, 'close').then(() => {
    throw new Error(words.trim().split('\n')[0] || 'unshare ended');
  });
  holder.stdin.write('\n');
  await Promise.race([once(holder.stdout, 'data'), ended]);
  ended.catch(() => undefined);
  for (const stream of [holder.stdin, holder.stdout, holder.stderr]) (stream as unknown as { unref(): void }).unref();
}

/** Runs a command to its end. @throws Error with its words where it fails */
function run([file = '', ...words]: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, words, { timeout: TIMEOUT_MS }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new Error(stderr.trim().split('\n')[0] || error.message));
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
