import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, jsonLines, scratchDirectory, sockscope, startSockscope } from './support';

interface RunLine {
  readonly kind: string;
  readonly name: string;
  readonly result: string;
  readonly faults: readonly string[];
  readonly listing: readonly string[];
  readonly session: string;
}

const scratch = scratchDirectory();

describe('sockscope lab', () => {
  test('lists the scenarios by family, a line each, and as JSON', async () => {
    const listed = await sockscope(['lab']);
    expect(listed.status).toBe(0);
    expect(listed.stdout).toMatch(/^Opening a connection\n {2}handshake +connect\(\) sends/);
    const asJson = await sockscope(['lab', '--json']);
    const lines = jsonLines<{ name: string; family: string; summary: string; sources: string[] }>(asJson.stdout);
    expect(lines.length).toBeGreaterThanOrEqual(45);
    for (const { name } of lines) expect(listed.stdout).toContain(`  ${name} `);
  });

  test.each([
    [['refusd'], 'there is no scenario "refusd"; did you mean refused?'],
    [['handshake', '--all'], 'give a scenario or --all, not both'],
    [['--all', '--view'], '--view shows one scenario; name it'],
    [['--repeat', '3'], 'name a scenario'],
    [['refused', '--jitter', '5ms'], 'jitter of 5 ms is not within the delay of 0 ms'],
    [['refused', '--repeat', '0'], 'A count is a whole number'],
  ])('%j is wrong usage', async (words, message) => {
    const { status, stderr } = await sockscope(['lab', ...words]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});

describeWith(['tcpdump', 'ip'], 'sockscope lab NAME', () => {
  test('runs a scenario, keeps its session, prints its ladder and what it means', async () => {
    const directory = scratch('refused');
    const { status, stdout, stderr } = await sockscope(['lab', 'refused', '-o', directory, '--width', '100']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^refused: .*\n\nConnection 0: tcp /);
    expect(stdout).toMatch(/RST,ACK/);
    expect(stdout).toMatch(
      /\nAsked +The server binds a port .*\n(.*\n)*Sources +connect\(2\) .*\nResult +as expected; ran on .*\n/,
    );
    expect(stdout).toContain(`Session      ${directory}\n`);
    expect(JSON.parse(readFileSync(join(directory, 'session.json'), 'utf8'))).toMatchObject({
      command: ['sockscope', 'lab', 'refused'],
      end: { how: 'completed', packetsDropped: 0 },
    });
  });

  test('gives a run as JSON, and a table of several', async () => {
    const asJson = await sockscope(['lab', 'udp-echo', '--json', '-o', scratch('udp-echo')]);
    const [line] = jsonLines<RunLine>(asJson.stdout);
    expect(line).toMatchObject({ kind: 'run', name: 'udp-echo', result: 'passed', faults: [] });
    expect(line?.listing).toHaveLength(2);
    const table = await sockscope(['lab', 'udp-echo', '--repeat', '2']);
    expect(table.stdout).toMatch(
      /^SCENARIO +RESULT +WHAT VARIED\nudp-echo +passed\nudp-echo +passed\n2 passed, 0 failed\n$/,
    );
    expect(table.status).toBe(0);
  });

  test('runs a scenario over another wire, and does not compare it then', async () => {
    const words = ['lab', 'udp-echo', '--delay', '5ms', '--json', '-o', scratch('far')];
    const { stdout, stderr } = await sockscope(words);
    const [line] = jsonLines<RunLine & { compared: boolean; place: string }>(stdout);
    expect({ stderr, ...line }).toMatchObject({ stderr: '', result: 'passed', compared: false });
    expect(line?.place).toContain('a wire');
  });

  test('does not overwrite what is there', async () => {
    const directory = scratch('kept');
    expect((await sockscope(['lab', 'refused', '-o', directory])).status).toBe(0);
    const again = await sockscope(['lab', 'refused', '-o', directory]);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('is not empty');
  });

  test('ends with 130 on Ctrl-C, and the session of the run so far is kept', async () => {
    const directory = scratch('interrupted');
    const started = startSockscope(['lab', 'keep-alive', '-o', directory]);
    while (!existsSync(join(directory, 'session.json'))) await new Promise((resolve) => setTimeout(resolve, 20));
    started.process.kill('SIGINT');
    expect((await started.finished).status).toBe(130);
    expect(JSON.parse(readFileSync(join(directory, 'session.json'), 'utf8'))).toMatchObject({
      end: { how: 'interrupted by SIGINT' },
    });
  });
});
