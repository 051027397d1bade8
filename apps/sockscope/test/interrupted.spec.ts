import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, readdirSync, readlinkSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { scratchDirectory, sockscope, startSockscope, type Finished } from './support';

const CAPTURE = join(__dirname, '..', '..', '..', 'packages', 'capture', 'fixtures', 'tcp-port-reuse.pcap');
const INTERRUPTED = 130;
const LONG_MS = 120_000;

const path = scratchDirectory();

/** Whether a process has a file open. */
function hasOpen(pid: number | undefined, file: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === file);
  } catch {
    return false;
  }
}

/** Interrupts a command a while after it opened a file. */
async function interrupted(words: readonly string[], file: string, waitMs: number): Promise<Finished> {
  const { process: child, finished } = startSockscope(words);
  while (child.exitCode === null && !hasOpen(child.pid, file)) await delay(5);
  await delay(waitMs);
  child.kill('SIGINT');
  return finished;
}

/** Gives longer and longer time to read a file, until all of it was printed. */
async function interruptedAfter(words: readonly string[], file: string, expected: string): Promise<Finished> {
  for (let waitMs = 100; ; waitMs *= 2) {
    const result = await interrupted(words, file, waitMs);
    if (result.stdout === expected || waitMs > 10_000) return result;
  }
}

describe('a signal', () => {
  const pipe = path('pipe');
  beforeAll(() => execFileSync('mkfifo', [pipe]));

  it.each([
    ['packets'],
    ['packets --json'],
    ['packets --follow'],
    ['connections'],
    ['connections --json'],
    ['connections --follow'],
  ])(
    'ends %s of a named pipe that nobody writes to',
    async (words) => {
      expect(await interrupted([...words.split(' '), pipe], pipe, 0)).toEqual({
        status: INTERRUPTED,
        signal: null,
        stdout: '',
        stderr: '',
      });
    },
    LONG_MS,
  );

  it(
    'ends show of a named pipe that nobody writes to',
    async () => {
      expect(await interrupted(['show', pipe], pipe, 0)).toMatchObject({ signal: 'SIGINT', stdout: '', stderr: '' });
    },
    LONG_MS,
  );

  it.each([['connections'], ['connections --json'], ['packets'], ['packets --json']])(
    'makes %s --follow print what was read',
    async (words) => {
      const [command = '', ...options] = words.split(' ');
      const file = path(`${words.replace(' ', '')}.pcap`);
      copyFileSync(CAPTURE, file);
      const whole = await sockscope([command, ...options, file]);
      // A capture that grows is not joined.
      const stdout = whole.stdout.replaceAll('"anomalies":{}', '"anomalies":null');
      // What the last record still lacks is no damage: it may come.
      appendFileSync(file, readFileSync(CAPTURE).subarray(24, 50));
      const result = await interruptedAfter([command, '--follow', ...options, file], file, stdout);
      expect(result).toEqual({ status: INTERRUPTED, signal: null, stdout, stderr: '' });
    },
    LONG_MS,
  );
});

test(
  'a named pipe is read to its end, whenever its writer comes',
  async () => {
    const pipe = path('late');
    execFileSync('mkfifo', [pipe]);
    const { process: child, finished } = startSockscope(['packets', pipe]);
    while (child.exitCode === null && !hasOpen(child.pid, pipe)) await delay(5);
    writeFileSync(pipe, readFileSync(CAPTURE));
    expect(await finished).toEqual(await sockscope(['packets', CAPTURE]));
  },
  LONG_MS,
);
