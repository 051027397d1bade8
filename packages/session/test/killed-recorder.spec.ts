import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadRecording } from '../src/index';
import { closingServer } from './support/exchange';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';

const newPath = temporaryPaths();

describeRecording()('a recorder that is killed', () => {
  test.each([0, 1, 2, 5, 20])(
    'leaves a session that loads, killed during exchange %i',
    async (last) => {
      const directory = newPath();
      const server = await closingServer();
      const command = [process.execPath, '-e', 'setTimeout(() => undefined, 3000)'];
      const recorder = spawn(process.execPath, [
        join(__dirname, 'support/recorder-process.cjs'),
        directory,
        ...command,
      ]);
      const ended = new Promise((resolve) => recorder.on('exit', resolve));
      await new Promise((resolve) => recorder.stdout.once('data', resolve));
      for (let count = 0; count < last; count++) await server.exchange();
      const lastExchange = server.exchange();
      recorder.kill('SIGKILL');
      await Promise.all([lastExchange, ended]);
      letGo(recorder);
      await server.close();

      const recording = await loadRecording([directory], { stdin: Readable.from([]) });
      expect(recording.status).toBe('interrupted');
      expect(recording.session).toMatchObject({ interface: 'lo', filter: 'tcp or udp' });
      expect(recording.session?.end).toBeUndefined();
      expect(recording.problems.every(({ text }) => text.includes('packets.pcap: byte '))).toBe(true);
    },
    15_000,
  );

  test('takes its tcpdump along, without a further packet', async () => {
    const command = [process.execPath, '-e', 'setTimeout(() => undefined, 3000)'];
    const recorder = spawn(process.execPath, [join(__dirname, 'support/recorder-process.cjs'), newPath(), ...command]);
    await new Promise((resolve) => recorder.stdout.once('data', resolve));
    const pid = childNamed(recorder.pid ?? 0, 'tcpdump');
    recorder.kill('SIGKILL');
    for (let tries = 0; nameOf(pid) === 'tcpdump' && tries < 500; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    letGo(recorder);
    expect(nameOf(pid)).not.toBe('tcpdump');
  }, 15_000);
});

/** Its command, which shares its output, outlives it by a moment. */
function letGo({ stdout, stderr }: ChildProcessWithoutNullStreams): void {
  stdout.destroy();
  stderr.destroy();
}

/** The name of a running process, null where it is gone or only waits to be reaped: proc_pid_stat(5). */
function nameOf(pid: number): string | null {
  try {
    const [, name, state] = /\((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state === 'Z' ? null : (name ?? null);
  } catch {
    return null;
  }
}

function childNamed(parent: number, name: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((pid) => nameOf(pid) === name);
  if (found === undefined) throw new Error(`no ${name} among the children of ${parent}`);
  return found;
}
