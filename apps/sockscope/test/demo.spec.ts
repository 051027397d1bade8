import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ShownRun, type ShowLine } from './show-json';
import { describeWith, freePort, jsonLines, scratchDirectory, sockscope, type Finished } from './support';

const scratch = scratchDirectory();

async function shown(...inputs: readonly string[]): Promise<ShownRun> {
  const { status, stdout, stderr } = await sockscope(['show', ...inputs, '--json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return new ShownRun(jsonLines<ShowLine>(stdout));
}

async function recordedDemo(name: string, ...words: readonly string[]): Promise<Finished> {
  return sockscope(['demo', ...words, '--port', String(await freePort()), '-o', scratch(name)]);
}

/** tshark's reading of a capture, without anything that Wireshark would add of its own. */
function tshark(file: string): readonly string[] {
  const fields = [
    'frame.number',
    'frame.time_epoch',
    'frame.len',
    'tcp.srcport',
    'tcp.dstport',
    'tcp.flags',
    'tcp.seq_raw',
  ];
  const { stdout, status, stderr } = spawnSync(
    'tshark',
    [
      ...['-r', file, '-Y', 'tcp', '-T', 'fields'],
      ...['-o', 'tcp.relative_sequence_numbers:FALSE', '-o', 'tcp.desegment_tcp_streams:FALSE'],
      ...[...fields, 'tcp.ack_raw', 'tcp.len'].flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}

function asTshark(packet: ShownRun['packets'][number]): string {
  const { number, timestamp, wireBytes, sourcePort, destinationPort, flags, sequence, acknowledgment } = packet;
  const flagText = `0x${(flags ?? 0).toString(16).padStart(4, '0')}`;
  const numbers = [sourcePort, destinationPort, flagText, sequence, acknowledgment, packet.payloadBytes];
  return [number, timestamp, wireBytes, ...numbers].join('\t');
}

describeWith(['tcpdump', 'tshark'], 'sockscope demo tcp', () => {
  let finished: Finished;
  let run: ShownRun;

  beforeAll(async () => {
    finished = await recordedDemo('tcp', 'tcp');
    run = await shown(scratch('tcp'));
  });

  it('says nothing but what its programs say', () => {
    for (const line of finished.stderr.trimEnd().split('\n')) expect(line).toMatch(/^sockscope: /);
  });

  it('prints the ladder and ends with status 0 where there is no terminal', () => {
    expect(finished.status).toBe(0);
    for (const text of ['connect(', 'accept(', 'SYN', 'SYN,ACK', 'FIN', '你好，TCP客户端！']) {
      expect(finished.stdout).toContain(text);
    }
  });

  it('reads every packet as tshark does', () => {
    expect(run.packets.length).toBeGreaterThan(0);
    expect(run.packets.map(asTshark)).toEqual(tshark(join(scratch('tcp'), 'packets.pcap')));
  });

  it('gives every packet an owner', () => {
    expect(run.packets.filter(({ owner }) => owner === 'unknown')).toEqual([]);
  });

  it('gives every SYN to a connect() and every FIN to a close() or shutdown()', () => {
    const syns = run.packets.filter(({ flagText }) => flagText === 'S');
    expect(syns.length).toBe(2);
    for (const { number } of syns) expect(run.causesOf(number)).toEqual(['connect']);
    const fins = run.packetsWith('F');
    expect(fins.length).toBe(4);
    for (const { number } of fins) expect(run.causesOf(number)).toEqual([expect.stringMatching(/^(close|shutdown)$/)]);
  });

  it('links each byte that was sent to the segment that carried it', () => {
    const sends = run.calls.filter(({ call }) => call === 'send');
    expect(sends.map(({ id }) => run.bytesCausedBy(id))).toEqual(sends.map(({ result }) => result));
    expect(sends.length).toBe(4);
  });

  it('lets every return wait for what the specification names', () => {
    const waitedFor = (name: string): (string | undefined)[] =>
      run.links
        .filter(({ call, relation }) => relation === 'completes' && run.call(call).call === name)
        .map(({ packet }) => run.packets[packet - 1]?.flagText);
    expect(waitedFor('connect')).toEqual(['S.', 'S.']);
    expect(waitedFor('accept')).toEqual(['.', '.']);
  });

  it('keeps a session that view, connections and packets read as well', async () => {
    const connections = await sockscope(['connections', scratch('tcp'), '--json']);
    const [first] = jsonLines<Record<string, unknown>>(connections.stdout);
    expect(first).toMatchObject({ connection: 0, protocol: 'tcp', handshake: { outcome: 'complete' } });
    expect(Object.keys(first?.['phases'] as object).sort()).toEqual([
      'ackToAcceptReturnNs',
      'ackToConnectReturnNs',
      'connectToSynNs',
      'synAckToAckNs',
      'synToSynAckNs',
    ]);
    const packets = await sockscope(['packets', scratch('tcp')]);
    expect(packets.stdout.split('\n')[0]).toContain('Flags [S]');
    const view = await sockscope(['view', scratch('tcp')]);
    expect(view.stdout).toContain('connect(');
  });
});

describeWith(['tcpdump'], 'sockscope demo', () => {
  it('joins a UDP run datagram by datagram', async () => {
    const { status, stdout } = await recordedDemo('udp', 'udp');
    expect(status).toBe(0);
    expect(stdout).toContain('recvfrom(');
    const run = await shown(scratch('udp'));
    expect(run.packets.map(({ number }) => run.causesOf(number))).toEqual(Array(4).fill(['sendto']));
    const received = run.calls.filter(({ call, result }) => call === 'recvfrom' && (result ?? 0) > 0);
    expect(received.length).toBe(4);
    for (const { id } of received) {
      expect(run.links.filter(({ call, relation }) => call === id && relation === 'completes')).toHaveLength(1);
    }
  });

  it('runs over IPv6', async () => {
    const { status } = await recordedDemo('v6', 'tcp', '--host', '::1');
    expect(status).toBe(0);
    const run = await shown(scratch('v6'));
    expect(run.packets[0]).toMatchObject({ source: '::1', flagText: 'S' });
    expect(run.packets.filter(({ owner }) => owner === 'unknown')).toEqual([]);
  });

  it('echoes over one connection with --echo', async () => {
    const { status, stderr } = await recordedDemo('echo', 'tcp', '--echo');
    expect(status).toBe(0);
    expect(stderr).toContain('client: 你好');
    const run = await shown(scratch('echo'));
    expect(run.calls.filter(({ call }) => call === 'connect')).toHaveLength(1);
    expect(run.packets.filter(({ owner }) => owner === 'unknown')).toEqual([]);
  });

  it('shows the SYN-ACK before accept() is called, and who sent it, where the server waits', async () => {
    const { status, stdout } = await recordedDemo('late', 'tcp', '--accept-delay', '1s', '--message', 'hello');
    expect(status).toBe(0);
    const run = await shown(scratch('late'));
    const [synAck] = run.packets.filter(({ flagText }) => flagText === 'S.');
    const accept = run.calls.find(({ call }) => call === 'accept');
    expect(synAck).toMatchObject({ owner: 'kernel', reason: 'handshake-answer' });
    expect(Number(accept?.enter)).toBeGreaterThan(Number(synAck?.timestamp));
    const row = stdout.split('\n').find((line) => line.includes('SYN,ACK'));
    expect(row).toMatch(/kernel/);
    expect(stdout.indexOf('SYN,ACK')).toBeLessThan(stdout.indexOf('accept('));
  });

  it('chooses a free port and says so where the port is taken', async () => {
    const holder = await import('node:net').then(({ createServer }) => createServer().listen(0, '127.0.0.1'));
    await new Promise((resolve) => holder.once('listening', resolve));
    const { port } = holder.address() as { port: number };
    const { status, stderr } = await sockscope(['demo', '--port', String(port), '--message', 'hello']);
    holder.close();
    expect(status).toBe(0);
    expect(stderr).toMatch(new RegExp(`port ${port} is taken; using \\d+`));
  });

  it('never overwrites a session', async () => {
    const { status, stderr } = await sockscope(['demo', '-o', scratch('tcp')]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/is not empty, and nothing is overwritten/);
  });
});
