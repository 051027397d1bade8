import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import type { WireThread } from './wire-thread-handle';
import type { EndName } from './path/wire-rule';

/**
 * A network namespace of ours: an own `lo`, own interfaces, ports and `net.` parameters. It has no name and no file, and is gone
 * when it is closed, or when this process is, and the programs in it have ended.
 */
export class Namespace {
  /**
   * A command that runs another one in here, to be put before it: `nsenter --net=/proc/4711/fd/23 --`. The other becomes the
   * process: its number and its signals are the spawned one's.
   */
  readonly enter: readonly string[];
  private readonly end: EndName;
  private readonly thread: WireThread;

  /** To be made by openWire() and openNamespace(). */
  constructor(end: EndName, descriptor: number, thread: WireThread) {
    this.end = end;
    this.enter = ['nsenter', `--net=/proc/${process.pid}/fd/${descriptor}`, '--'];
    this.thread = thread;
  }

  /** Starts a program in here. No shell reads its words. */
  spawn(command: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const [file = '', ...words] = [...this.enter, ...command];
    return spawn(file, words, options);
  }

  /**
   * Sets a parameter of this namespace alone.
   *
   * @param name As sysctl(8) writes it: `net.ipv4.tcp_syn_retries`.
   * @throws Error where the kernel has no such parameter or does not take the value
   */
  async setParameter(name: string, value: string | number): Promise<void> {
    await this.thread.command({ kind: 'set-parameter', end: this.end, name, value: String(value) });
  }
}
