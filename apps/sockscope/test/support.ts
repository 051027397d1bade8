import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program as `npx sockscope` runs it: the build, by its bin file. */
export const PROGRAM = join(__dirname, '..', 'bin', 'sockscope.cjs');

export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Settles when standard error matches; rejects where the program ends before. */
  said(pattern: RegExp): Promise<void>;
}

/** Starts a program; its output is gathered. */
export function start(command: string, words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(command, words, { env: { ...process.env, ...env }, stdio: 'pipe' });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  child.stdin.on('error', () => undefined).end(input);
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, ...output }));
  });
  const said = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output.stderr)) resolve();
      };
      child.stderr.on('data', look);
      look();
      void finished.then(() => reject(new Error(`ended without ${String(pattern)}: ${output.stderr}`)));
    });
  return { process: child, finished, said };
}

/** Starts sockscope. */
export function startSockscope(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Started {
  return start(process.execPath, [PROGRAM, ...words], input, env);
}

/** Runs sockscope to its end. */
export function sockscope(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return startSockscope(words, input, env).finished;
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** JSON Lines as objects. */
export function jsonLines<Line>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

/** A directory for one test file, removed after its tests. */
export function scratchDirectory(): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), 'sockscope-test-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return (name) => join(directory, name);
}

function isMissing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined;
}

/** `describe`, or where the machine lacks a program or the right to capture, a skip that says what it lacks. */
export function describeWith(programs: readonly string[], title: string, tests: () => void): void {
  const lacks = programs.filter(isMissing);
  if (programs.includes('tcpdump') && process.getuid?.() !== 0) lacks.push('root (to capture)');
  if (programs.includes('nsenter') && !existsSync('/dev/net/tun')) lacks.push('/dev/net/tun');
  if (lacks.length === 0) return describe(title, tests);
  process.stderr.write(`SKIPPED: "${title}" needs ${lacks.join(', ')}\n`);
  describe.skip(`${title} (needs ${lacks.join(', ')})`, tests);
}
