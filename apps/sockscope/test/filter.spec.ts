import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { exampleSessionDirectory } from '@sockscope/session';
import { jsonLines, PROGRAM, sockscope } from './support';

const EXAMPLE = exampleSessionDirectory();

describe('sockscope show --filter', () => {
  it('prints the rows that the filter lets through, and no others', async () => {
    const { stdout, status } = await sockscope(['show', EXAMPLE, '--width', '80', '--filter', 'flags.syn']);
    expect(status).toBe(0);
    expect(stdout.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(4);
    expect(stdout).toContain('SYN,ACK 0 +1');
  });

  it('says at which character a filter goes wrong, before it reads anything', async () => {
    const { stdout, stderr, status } = await sockscope(['show', 'not-there', '--filter', 'port == http']);
    expect([stdout, stderr, status]).toEqual([
      '',
      'sockscope: --filter, character 9: expected a whole number, found http: port == ^http\n',
      2,
    ]);
  });

  it('lists the fields with help', async () => {
    const { stdout, status } = await sockscope(['show', EXAMPLE, '--filter', 'help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^tcp\.port +port of either end of a TCP connection.*: tcp\.port == 8888$/m);
  });
});

describe('packets --filter and connections --filter', () => {
  const numbers = (stdout: string): number[] =>
    jsonLines<{ number: number; connection: number }>(stdout).map(({ number, connection }) => number ?? connection);

  it('print what the filter lets through, as they print it without one', async () => {
    const [all, some] = await Promise.all([
      sockscope(['packets', EXAMPLE]),
      sockscope(['packets', EXAMPLE, '--filter', 'flags.syn or flags.fin']),
    ]);
    const expected = all.stdout.split('\n').filter((line) => /Flags \[[SF]/.test(line));
    expect([some.status, some.stderr, some.stdout]).toEqual([0, '', `${expected.join('\n')}\n`]);
    expect(expected.length).toBeGreaterThan(3);
    const json = await Promise.all([
      sockscope(['packets', EXAMPLE, '--json', '--filter', '']),
      sockscope(['packets', EXAMPLE, '--json']),
    ]);
    expect(json[0].stdout).toBe(json[1].stdout);
  });

  it('read standard input', async () => {
    const capture = createReadStream(join(EXAMPLE, 'packets.pcap'));
    const child = spawn(process.execPath, [PROGRAM, 'packets', '-', '--json', '--filter', 'tcp.flags == 0x012'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    capture.pipe(child.stdin);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(jsonLines<{ flagText: string }>(stdout).map(({ flagText }) => flagText)).toEqual(['S.', 'S.']);
  });

  it.each([
    [[], 'connection == 1', [1]],
    [[], 'tcp and outcome == complete', [0, 1]],
    [[], 'close == reset', []],
    // Not joined: a growing capture.
    [['--follow'], 'connection == 1', [1]],
  ])('judge whole connections %j: %s', async (words, filter, expected) => {
    const { stdout, status } = await sockscope(['connections', EXAMPLE, '--json', ...words, '--filter', filter]);
    expect([status, numbers(stdout)]).toEqual([0, expected]);
  });

  it.each([
    ['packets', 'port == http', 'character 9: expected a whole number, found http: port == ^http'],
    ['packets', 'tcp.port ==', 'character 12: expected a whole number: tcp.port ==^'],
    [
      'packets',
      'tcp and owner == kernel',
      'character 9: owner is known only where all is joined, by show --filter: tcp and ^owner == kernel',
    ],
    [
      'connections',
      'flags.syn',
      'character 1: tcp.flags.syn is nothing that a whole connection has; packets --filter and show --filter have more: ^flags.syn',
    ],
  ])(
    'say in one line, with a caret, what is wrong, before they read: %s --filter %j',
    async (command, filter, text) => {
      const { stdout, stderr, status } = await sockscope([command, 'not-there', '--filter', filter]);
      expect([stdout, stderr, status]).toEqual(['', `sockscope: --filter, ${text}\n`, 2]);
    },
  );

  it('list their fields', async () => {
    const packets = await sockscope(['packets', EXAMPLE, '--filter', 'help']);
    expect(packets.stdout).toMatch(/^tcp\.port /m);
    expect(packets.stdout).not.toMatch(/^(owner|call|close) /m);
    const connections = await sockscope(['connections', EXAMPLE, '--filter', 'help']);
    expect(connections.stdout).toMatch(/^close /m);
    expect(connections.stdout).not.toMatch(/^frame\.len /m);
  });
});
