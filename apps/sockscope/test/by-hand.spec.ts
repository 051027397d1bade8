import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { ShownRun, type ShowLine } from './show-json';
import {
  describeWith,
  freePort,
  jsonLines,
  scratchDirectory,
  sockscope,
  start,
  startSockscope,
  type Finished,
  type Started,
} from './support';

const scratch = scratchDirectory();

interface Run {
  readonly server: Finished;
  readonly client: Finished;
  readonly shown: ShownRun;
}

/** tcpdump that has begun to capture what belongs to a port. */
async function captureOf(port: number, file: string): Promise<Started> {
  const words = [
    '-i',
    'lo',
    '--immediate-mode',
    '-U',
    '-B',
    '65536',
    '--time-stamp-precision=nano',
    '-w',
    file,
    '-Z',
    'root',
  ];
  const tcpdump = start('tcpdump', [...words, 'port', String(port), 'or', 'icmp', 'or', 'icmp6']);
  await tcpdump.said(/listening on/);
  return tcpdump;
}

/** Ends tcpdump when it has nothing more to write: its file has not grown for a while. */
async function endCapture(tcpdump: Started): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  tcpdump.process.kill('SIGINT');
  await tcpdump.finished;
}

/** What a user does by hand: tcpdump in one window, the server in another, the client in a third; then all three files. */
async function runByHand(name: string, protocol: string, input: string, options: readonly string[]): Promise<Run> {
  const port = await freePort();
  const files = [`${name}.pcap`, `${name}-s.jsonl`, `${name}-c.jsonl`].map(scratch);
  const [pcap = '', serverCalls = '', clientCalls = ''] = files;
  const tcpdump = await captureOf(port, pcap);
  const at = ['--port', String(port)];
  const server = startSockscope(['server', protocol, ...at, ...options, '--calls', serverCalls]);
  await server.said(/server on/);
  const client = await sockscope(['client', protocol, ...at, ...options, '--calls', clientCalls], input);
  server.process.kill('SIGINT');
  const ended = await server.finished;
  await endCapture(tcpdump);
  const show = await sockscope(['show', ...files, '--json']);
  expect({ status: show.status, stderr: show.stderr }).toEqual({ status: 0, stderr: '' });
  return { server: ended, client, shown: new ShownRun(jsonLines<ShowLine>(show.stdout)) };
}

function unknownOwners({ packets }: ShownRun): readonly unknown[] {
  return packets.filter(({ owner }) => owner === 'unknown');
}

describeWith(['tcpdump'], 'a capture and two traces, made by hand', () => {
  it('are joined for the server and the client of the article', async () => {
    const { server, client, shown } = await runByHand('article', 'tcp', '你好\n', ['--article']);
    expect(server.status).toBe(130);
    expect(server.stdout).toContain('你好');
    expect(client).toMatchObject({ status: 0 });
    expect(client.stdout).toContain('你好，TCP客户端！');
    expect(unknownOwners(shown)).toEqual([]);
    expect(shown.calls.every(({ inferred }) => !inferred)).toBe(true);
  });

  it('hold a thousand connections in a row', async () => {
    const words = Array.from({ length: 1000 }, (_, i) => `word-${i}`).join('\n');
    const { client, shown } = await runByHand('thousand', 'tcp', `${words}\n`, ['--article']);
    expect(client.status).toBe(0);
    expect(new Set(shown.packets.map(({ connection }) => connection)).size).toBe(1000);
    expect(unknownOwners(shown)).toEqual([]);
    const syns = shown.packets.filter(({ flagText }) => flagText === 'S');
    expect(syns).toHaveLength(1000);
    const owners = new Set(syns.flatMap(({ number }) => shown.causesOf(number)));
    expect([...owners]).toEqual(['connect']);
  });

  it('hold a message of 10 MB that is echoed through a buffer of 255 bytes', async () => {
    const line = 'sockscope '.repeat(1_000_000);
    const { client, shown } = await runByHand('ten-megabytes', 'tcp', `${line}\n`, ['--buffer', '255']);
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect(client.status).toBe(0);
    expect(digest(client.stdout.trimEnd())).toBe(digest(line.trimEnd()));
    expect(unknownOwners(shown)).toEqual([]);
    const isComplete = new Map<string, number>();
    for (const { call, relation, bytes, retransmission } of shown.links) {
      if (relation !== 'causes' || !bytes || retransmission) continue;
      isComplete.set(call, (isComplete.get(call) ?? 0) + bytes[1] - bytes[0]);
    }
    const sends = shown.calls.filter(({ call, result }) => call === 'send' && (result ?? 0) > 0);
    expect(sends.filter(({ id, result }) => isComplete.get(id) !== result)).toEqual([]);
  });

  it('name the refusal of a TCP port that nobody listens on', async () => {
    const port = await freePort();
    const [pcap, calls] = [scratch('refused.pcap'), scratch('refused.jsonl')];
    const tcpdump = await captureOf(port, pcap);
    const client = await sockscope(['client', 'tcp', `127.0.0.1:${port}`, '--calls', calls], 'hello\n');
    await endCapture(tcpdump);
    expect(client.status).toBe(1);
    expect(client.stderr).toMatch(
      new RegExp(`connect\\(\\d+, 127\\.0\\.0\\.1:${port}\\) = -1 ECONNREFUSED \\(Connection refused\\)`),
    );
    const shown = new ShownRun(jsonLines<ShowLine>((await sockscope(['show', pcap, calls, '--json'])).stdout));
    expect(shown.packets.map(({ flagText }) => flagText)).toEqual(['S', 'R.']);
    expect(shown.causesOf(1)).toEqual(['connect']);
    const connectCall = shown.calls.find(({ call }) => call === 'connect');
    expect(shown.links).toContainEqual(
      expect.objectContaining({ call: connectCall?.id, packet: 2, relation: 'completes', when: 'in-call' }),
    );
    expect(shown.packets[1]).toMatchObject({ owner: 'kernel', reason: 'refused-no-listener' });
  });

  it('name the refusal of a UDP port by ICMP', async () => {
    const port = await freePort();
    const [pcap, calls] = [scratch('icmp.pcap'), scratch('icmp.jsonl')];
    const tcpdump = await captureOf(port, pcap);
    const words = ['client', 'udp', `127.0.0.1:${port}`, '--timeout', '300ms', '--calls', calls];
    const client = await sockscope(words, 'hello\n');
    await endCapture(tcpdump);
    expect(client.status).toBe(1);
    const shown = new ShownRun(jsonLines<ShowLine>((await sockscope(['show', pcap, calls, '--json'])).stdout));
    expect(shown.packets.map(({ protocol }) => protocol)).toEqual(['udp', 'icmp']);
    expect(shown.packets[1]).toMatchObject({ owner: 'kernel', reason: 'port-unreachable' });
    expect(shown.causesOf(1)).toEqual(['send']);
  });

  it('show an idle client that loses the server after its timeout', async () => {
    const port = await freePort();
    const calls = scratch('idle.jsonl');
    const words = ['server', 'tcp', '--port', String(port), '--timeout', '200ms', '--count', '1', '--calls', calls];
    const server = startSockscope(words);
    await server.said(/server on/);
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.once('close', resolve).resume());
    const { status, stderr } = await server.finished;
    expect(status).toBe(0);
    expect(stderr).toMatch(/nothing came for 0\.2 s/);
    const shown = new ShownRun(jsonLines<ShowLine>((await sockscope(['show', calls, '--json'])).stdout));
    expect(shown.calls.find(({ call }) => call === 'recv')).toMatchObject({ result: -1, errno: 'EAGAIN' });
  });
});

describeWith(['tcpdump'], 'a capture alone', () => {
  it('gives inferred calls, marked so', async () => {
    const port = await freePort();
    const pcap = scratch('alone.pcap');
    const tcpdump = await captureOf(port, pcap);
    const server = startSockscope(['server', 'tcp', '--article', '--port', String(port), '--count', '1']);
    await server.said(/server on/);
    await sockscope(['client', 'tcp', '--article', '--port', String(port)], 'hello\n');
    await server.finished;
    await endCapture(tcpdump);
    const shown = new ShownRun(jsonLines<ShowLine>((await sockscope(['show', pcap, '--json'])).stdout));
    expect(shown.calls.length).toBeGreaterThan(0);
    expect(shown.calls.every(({ inferred }) => inferred)).toBe(true);
    expect(shown.calls.map(({ call }) => call)).toContain('connect');
    expect(unknownOwners(shown)).toEqual([]);
  });
});
