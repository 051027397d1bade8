import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { freePort, scratchDirectory, sockscope, startSockscope } from './support';

const scratch = scratchDirectory();
const COMMANDS = 'demo server client record live view show compare connections packets doctor'.split(' ');

const linesBeyond80 = (text: string): readonly string[] => text.split('\n').filter((line) => line.length > 80);

describe('sockscope', () => {
  it('names its commands in --help', async () => {
    const { status, stdout } = await sockscope(['--help']);
    expect(status).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(linesBeyond80(stdout)).toEqual([]);
  });

  it.each(COMMANDS)('%s --help gives examples, in 80 columns', async (command) => {
    const { status, stdout } = await sockscope([command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`$ sockscope ${command}`);
    expect(stdout).not.toContain('$ sockscope tcpdump');
    expect(linesBeyond80(stdout)).toEqual([]);
  });

  it.each([
    { words: ['nonsense'] },
    { words: ['show'] },
    { words: ['server', 'sctp'] },
    { words: ['server', 'tcp', '--port', '65536'] },
    { words: ['server', 'tcp', '--port', '8e3'] },
    { words: ['server', 'tcp', '--timeout', 'soon'] },
    { words: ['client', 'tcp', 'a:b:c:g'] },
    { words: ['record', 'port', '80'] },
    { words: ['compare', 'one'] },
    { words: ['show', 'x', '--colour'] },
    { words: ['compare', 'a', 'b', '--json', '--csv'] },
  ])('ends with status 2 and a line that says why: $words', async ({ words }) => {
    const { status, stdout, stderr } = await sockscope(words);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^sockscope: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const { process: child, finished } = startSockscope(['--help']);
    child.stdout?.destroy();
    const { status, stderr } = await finished;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('inputs that cannot be read', () => {
  const lines: [string, () => string, RegExp][] = [
    ['a file that is not there', () => scratch('absent'), /absent: no such file/i],
    [
      'a directory without a session',
      () => {
        mkdirSync(scratch('empty'));
        return scratch('empty');
      },
      /empty: .*without a session/,
    ],
    [
      'a file of another kind',
      () => {
        writeFileSync(scratch('archive'), Buffer.from('504b0304140000000800', 'hex'));
        return scratch('archive');
      },
      /archive: .*begins with 50 4b 03 04/,
    ],
    [
      'an empty file',
      () => {
        writeFileSync(scratch('nothing'), '');
        return scratch('nothing');
      },
      /nothing: .*empty/,
    ],
  ];
  it.each(lines)('show, packets and connections name %s in one line, status 1', async (_title, input, pattern) => {
    const path = input();
    for (const command of ['show', 'packets', 'connections']) {
      const { status, stderr } = await sockscope([command, path]);
      expect(status).toBe(1);
      expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(pattern)]);
    }
  });

  it('keeps escape sequences of a file name from the terminal', async () => {
    const { stderr } = await sockscope(['show', scratch('\u001b]0;PWNED\u0007')]);

    expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});

describe('sockscope server', () => {
  it('says that a port is taken, in the words of the call, and by whom', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const { status, stderr } = await sockscope(['server', 'tcp', '--port', String(port)]);
    holder.close();
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`bind\\(\\d+, 127\\.0\\.0\\.1:${port}\\) = -1 EADDRINUSE`));
    expect(stderr).toContain(String(process.pid));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends at once on %s, with its totals', async (signal) => {
    const server = startSockscope(['server', 'tcp', '--port', String(await freePort())]);
    await server.said(/server on/);
    server.process.kill(signal);
    const { status, stderr } = await server.finished;
    expect(status).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    expect(stderr).toContain('0 connections, 0 bytes in, 0 bytes out');
  });

  it('says that a name does not resolve', async () => {
    const { status, stderr } = await sockscope(['client', 'tcp', 'no-such-host.invalid:80'], 'hello\n');
    expect(status).toBe(1);
    expect(stderr).toMatch(/cannot resolve "no-such-host\.invalid"/);
  });
});
