import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProgramOptions } from '../src/runtime/program-options';

const RUNNER = join(__dirname, 'run-program.cjs');

/** How a child process ended, and all that it wrote. */
export interface ChildEnd {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One program of the built package in a process of its own. */
export class ChildProgram {
  private static readonly started = new Set<ChildProcessWithoutNullStreams>();
  readonly process: ChildProcessWithoutNullStreams;
  private stdout = '';
  private stderr = '';
  private readonly closed: Promise<unknown[]>;

  /** @param wrapper A command that runs the program, such as strace. */
  constructor(options: ProgramOptions & { tracePath?: string }, wrapper: readonly string[] = []) {
    const [command = '', ...args] = [...wrapper, process.execPath, RUNNER, JSON.stringify(options)];
    this.process = spawn(command, args);
    this.process.stdout.on('data', (data: Buffer) => (this.stdout += data.toString()));
    this.process.stderr.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.closed = once(this.process, 'close');
    ChildProgram.started.add(this.process);
  }

  /** Ends what a failed test left running. */
  static killAll(): void {
    for (const child of ChildProgram.started) child.kill('SIGKILL');
    ChildProgram.started.clear();
  }

  /** Gives the port once the server can be reached. */
  async listening(): Promise<number> {
    for (;;) {
      const port = /^listening (\d+)$/m.exec(this.stdout)?.[1];
      if (port !== undefined) return Number(port);
      if (this.process.exitCode !== null) throw new Error(`the server ended: ${this.stderr}`);
      await Promise.race([once(this.process.stdout, 'data'), this.closed]);
    }
  }

  async ended(): Promise<ChildEnd> {
    const [status, signal] = (await this.closed) as [number | null, NodeJS.Signals | null];
    return { status, signal, stdout: this.stdout, stderr: this.stderr };
  }
}
