import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, scratchDirectory, sockscope, startSockscope } from './support';

jest.setTimeout(30_000);

const scratch = scratchDirectory();
const POLL_MS = 20;

/** Kills the tcpdump of the recorder that started it, and succeeds. */
const KILL_TCPDUMP = `
  const { execFileSync } = require('node:child_process');
  const children = execFileSync('ps', ['-o', 'pid=,comm=', '--ppid', String(process.ppid)], { encoding: 'utf8' });
  process.kill(Number(/(\\d+) tcpdump/.exec(children)[1]), 'SIGKILL');
`;

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

/** Process numbers in the names of the traces of a session. */
function tracedPids(directory: string): readonly number[] {
  try {
    return readdirSync(join(directory, 'calls')).map((name) => Number(/-(\d+)\.jsonl$/.exec(name)?.[1]));
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describeWith(['tcpdump'], 'parts that are killed', () => {
  it('demo: its programs end with it, and what it recorded loads', async () => {
    const directory = scratch('demo');
    const demo = startSockscope(['demo', '-o', directory, '--port', '0', '--accept-delay', '1m']);
    await until(() => tracedPids(directory).length === 2);
    demo.process.kill('SIGKILL');
    await demo.finished;
    await until(() => !tracedPids(directory).some(isRunning));
    const { status, stdout } = await sockscope(['show', directory]);
    expect(status).toBe(0);
    expect(stdout).toContain('socket(');
  });

  it('record: half a recording is no success, although the command succeeded', async () => {
    const command = [process.execPath, '-e', KILL_TCPDUMP];
    const { status, stderr } = await sockscope(['record', '-o', scratch('half'), '--', ...command]);
    expect(status).toBe(1);
    expect(stderr).toContain('(tcpdump ended: killed by SIGKILL)');
  });
});
