import { spawnSync } from 'node:child_process';
import { closeSync, openSync, type PathLike } from 'node:fs';
import { exampleSessionDirectory } from '@sockscope/session';
import { PROGRAM, sockscope } from './support';

/** Every write(2) to it fails with ENOSPC: full(4). */
const FULL_DISK = '/dev/full';
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

/** Runs sockscope with one of its outputs on another file; gives its status and what it wrote to the other. */
function withOutputOn(file: PathLike, output: 'stdout' | 'stderr', words: readonly string[]) {
  const descriptor = openSync(file, 'w');
  const stdio =
    output === 'stdout' ? (['ignore', descriptor, 'pipe'] as const) : (['ignore', 'pipe', descriptor] as const);
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...words], {
    stdio: [...stdio],
    encoding: 'utf8',
  });
  closeSync(descriptor);
  return { status, text: output === 'stdout' ? stderr : stdout };
}

describe('output that cannot be written', () => {
  it.each([
    { words: ['--help'] },
    { words: ['show', exampleSessionDirectory()] },
    { words: ['packets', exampleSessionDirectory(), '--json'] },
  ])('ends with status 1 and one line on a full disk: $words', ({ words }) => {
    const { status, text } = withOutputOn(FULL_DISK, 'stdout', words);
    expect(status).toBe(1);
    expect(text).toMatch(/^sockscope: standard output: ENOSPC: [^\n]*\n$/);
  });

  it('goes on where only messages are lost', () => {
    const { status, text } = withOutputOn(FULL_DISK, 'stderr', ['view', exampleSessionDirectory()]);
    expect(status).toBe(0);
    expect(text).toContain('connect(');
  });
});

describe('messages', () => {
  const hostile = '\u001b]0;PWNED\u0007\u009b31m\u202e';
  it.each([
    { words: [hostile] },
    { words: ['show', `--${hostile}`] },
    { words: ['show', 'x', '--width', hostile] },
    { words: ['client', 'tcp', `${hostile}:${hostile}`] },
    { words: ['server', 'tcp', '--calls', `/dev/null/${hostile}/x`] },
  ])('let nothing of an argument through that a terminal would obey: $words', async ({ words }) => {
    const { status, stdout, stderr } = await sockscope(words);
    expect(status).not.toBe(0);
    expect(stderr).toContain('PWNED');
    expect(stdout + stderr).not.toMatch(OBEYED);
  });

  it('name a file that cannot be written in the words of the system', async () => {
    const { status, stderr } = await sockscope(['server', 'tcp', '--port', '0', '--calls', '/']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^sockscope: EISDIR: [^\n]*'\/'\n$/);
  });
});
