import { spawnSync } from 'node:child_process';
import type { PacketLine } from './show-json';
import { describeWith, jsonLines, PROGRAM, scratchDirectory, sockscope } from './support';

const scratch = scratchDirectory();

interface ConnectionLine {
  readonly server: string;
  readonly handshake: { readonly outcome: string; readonly synToSynAckNs?: string | number };
}

async function connections(run: string): Promise<ConnectionLine[]> {
  const { status, stdout } = await sockscope(['connections', run, '--json']);
  expect(status).toBe(0);
  return jsonLines<ConnectionLine>(stdout);
}

/** Milliseconds from SYN to SYN-ACK of a run's first connection. */
async function roundTripMs(run: string): Promise<number> {
  const [first] = await connections(run);
  return Number(first?.handshake.synToSynAckNs) / 1e6;
}

describeWith(['tcpdump', 'nsenter'], 'sockscope demo over a wire', () => {
  const [near, far] = [scratch('near'), scratch('far')];

  beforeAll(async () => {
    for (const [run, delay] of [
      [near, '5ms'],
      [far, '60ms'],
    ] as const) {
      const { status } = await sockscope(['demo', '--delay', delay, '-o', run]);
      expect(status).toBe(0);
    }
  }, 60_000);

  it('takes at least the round trip from SYN to SYN-ACK', async () => {
    expect(await roundTripMs(near)).toBeGreaterThanOrEqual(10);
    expect(await roundTripMs(far)).toBeGreaterThanOrEqual(120);
    expect((await connections(far))[0]?.server).toBe('10.77.0.2:8888');
  });

  it('shows both round trips where the runs are compared', async () => {
    const { status, stdout } = await sockscope(['compare', near, far, '--json']);
    expect(status).toBe(0);
    const { runs } = JSON.parse(stdout) as { runs: { phases: Record<string, { count: number; medianNs: string }> }[] };
    const medians = runs.map(({ phases }) => Number(phases['synToSynAckNs']?.medianNs) / 1e6);
    expect(medians).toHaveLength(2);
    expect(medians[0]).toBeGreaterThanOrEqual(10);
    expect(medians[1]).toBeGreaterThanOrEqual(120);
  });

  it('runs over IPv6, and UDP', async () => {
    const v6 = scratch('v6');
    expect(await sockscope(['demo', '--delay', '1ms', '--host', '::1', '-o', v6])).toMatchObject({ status: 0 });
    expect((await connections(v6))[0]?.server).toBe('[fd77::2]:8888');
    const udp = await sockscope(['demo', 'udp', '--delay', '1.5ms', '--jitter', '1ms', '-o', scratch('udp')]);
    expect(udp.status).toBe(0);
    expect(udp.stdout).toContain('10.77.0.2:8888');
  });

  it('completes with loss, duplicates and overtaking, and keeps in the session what it was asked for', async () => {
    const run = scratch('bad');
    const words = ['--loss', '5%', '--duplicate', '20%', '--reorder', '10%', '--seed', '4', '--delay', '2ms'];
    expect(await sockscope(['demo', '--echo', ...words, '-o', run])).toMatchObject({ status: 0 });
    const { stdout } = await sockscope(['show', run]);
    expect(stdout).toContain('10.77.0.2:8888');
  }, 60_000);

  it('is cut after the handshake and whole again: the data come late', async () => {
    const run = scratch('cut');
    expect(await sockscope(['demo', '--cut-after', '3', '--cut-for', '300ms', '-o', run])).toMatchObject({ status: 0 });
    const { stdout } = await sockscope(['show', run, '--json']);
    const isData = (packet: PacketLine): boolean => packet.kind === 'packet' && (packet.payloadBytes ?? 0) > 0;
    const [first, second] = jsonLines<PacketLine>(stdout).filter(isData);
    expect(second).toMatchObject({ sequence: first?.sequence, payloadBytes: first?.payloadBytes });
  });

  it('says in one line what it needs where rights are missing', () => {
    const without = ['--bounding-set', '-all', '--inh-caps', '-all', process.execPath, PROGRAM];
    const { status, stderr, stdout } = spawnSync('setpriv', [...without, 'demo', '--delay', '1ms'], {
      encoding: 'utf8',
    });
    expect({ status, stderr, stdout }).toEqual({
      status: 1,
      stderr:
        'sockscope: a wire needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN): run it with sudo, or behind "unshare --user --map-current-user --keep-caps --net"\n',
      stdout: '',
    });
  });

  it.each([
    [['--jitter', '5ms'], 'jitter of 5 ms is not within the delay of 0 ms'],
    [['--loss', '1'], 'A share is a percentage'],
    [['--delay', 'soon'], 'A delay is a number with ms or s'],
    [['--cut-after', 'x'], 'A number of packets is a whole number'],
    [['--seed', '-1'], 'A seed is a whole number'],
  ])('refuses %j as wrong usage', async (words, text) => {
    const { status, stderr } = await sockscope(['demo', ...words]);
    expect(status).toBe(2);
    expect(stderr).toContain(text);
  });
});
