import { existsSync } from 'node:fs';
import { ShownRun, type ShowLine } from './show-json';
import { describeWith, freePort, jsonLines, PROGRAM, scratchDirectory, sockscope } from './support';

const scratch = scratchDirectory();

describeWith(['tcpdump'], 'sockscope record', () => {
  it('records a command and gives its status', async () => {
    const words = ['record', '-o', scratch('status'), 'port', '9', '--', process.execPath, '-e', 'process.exit(7)'];
    const { status, stderr } = await sockscope(words);
    expect(status).toBe(7);
    expect(stderr).toContain('0 packets captured, 0 dropped');
  });

  it('traces our own programs into the session', async () => {
    const port = String(await freePort());
    const client = [process.execPath, PROGRAM, 'client', 'tcp', '--port', port];
    const { status } = await sockscope(['record', '-o', scratch('refused'), 'port', port, '--', ...client], 'hello\n');
    expect(status).toBe(1);
    const { stdout } = await sockscope(['show', scratch('refused'), '--json']);
    const run = new ShownRun(jsonLines<ShowLine>(stdout));
    expect(run.causesOf(1)).toEqual(['connect']);
  });

  it("passes tcpdump's own errors on in one line", async () => {
    const run = (...words: readonly string[]) => sockscope(['record', '-o', scratch('error'), ...words]);
    const badInterface = await run('-i', 'nosuch0');
    expect(badInterface.status).toBe(1);
    expect(badInterface.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/nosuch0: .*No such device/)]);
    const badFilter = await run('port', 'nonsense-port');
    expect(badFilter.status).toBe(1);
    expect(badFilter.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/nonsense-port/)]);
    expect(existsSync(scratch('error'))).toBe(false);
  });

  it('gives tcpdump the buffer that is asked for', async () => {
    const tcpdumps =
      'for each in /proc/[0-9]*/cmdline; do tr "\\0" " " < "$each"; echo; done 2> /dev/null | grep "^[^ ]*tcpdump "';
    const words = ['record', '-o', scratch('buffer'), '-B', '4097', 'port', '9', '--', 'sh', '-c', tcpdumps];
    const { status, stdout } = await sockscope(words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/tcpdump .*-B 4097 /);
    const { status: refused, stderr } = await sockscope(['record', '-o', scratch('none'), '-B', '0']);
    expect(refused).toBe(2);
    expect(stderr).toContain('A buffer size in KiB is a whole number from 1 to 2097151.');
  });

  it('says that a command cannot be started', async () => {
    const { status, stderr } = await sockscope(['record', '-o', scratch('absent'), '--', '/no/such/program']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/\/no\/such\/program cannot be started/);
  });
});

describeWith(['tcpdump'], 'sockscope compare', () => {
  beforeAll(async () => {
    for (const name of ['base', 'other']) {
      const words = ['demo', '-o', scratch(name), '--port', String(await freePort()), '--message', 'a b c d'];
      expect((await sockscope(words)).status).toBe(0);
    }
  });

  const compare = (...options: readonly string[]) =>
    sockscope(['compare', scratch('base'), scratch('other'), ...options]);

  it('gives the five phases of both runs', async () => {
    const { status, stdout } = await compare();
    expect(status).toBe(0);
    for (const phase of ['connect -> SYN', 'SYN -> SYN-ACK', 'SYN-ACK -> ACK', 'ACK -> connect', 'accept']) {
      expect(stdout).toContain(phase);
    }
  });

  it('counts every handshake, in JSON, CSV and Markdown alike', async () => {
    const json = JSON.parse((await compare('--json')).stdout) as {
      runs: { phases: Record<string, { count: number; medianNs: string }> }[];
    };
    const phase = json.runs.map(({ phases }) => phases['synToSynAckNs']);
    expect(phase.map((statistics) => statistics?.count)).toEqual([4, 4]);
    const csv = (await compare('--csv')).stdout;
    const markdown = (await compare('--markdown')).stdout;
    expect(csv).toContain(phase[1]?.medianNs);
    expect(markdown).toContain(phase[1]?.medianNs);
  });
});
