import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadRecording, recordCommand, recordDemo, startRecording } from '../src/index';
import type { DemoOptions, Recorder, Recording } from '../src/index';
import { closingServer } from './support/exchange';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';
import { tracedProgram } from './support/traced-program';

const newPath = temporaryPaths();

function options(directory: string, port: number, messages: string[] = []) {
  const onMessage = (line: string): unknown => messages.push(line);
  return { directory, interface: 'lo', filter: ['port', `${port}`], command: [], toolVersion: 'test', onMessage };
}

async function started(directory: string, port: number, messages?: string[]): Promise<Recorder> {
  const recording = await startRecording(options(directory, port, messages));
  if (!recording.ok) throw new Error(recording.failure.text);
  return recording.recorder;
}

function load(directory: string): Promise<Recording> {
  return loadRecording([directory], { stdin: Readable.from([]) });
}

/** The pid of the one tcpdump that is a child of this process. */
function tcpdumpPid(): number {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,comm=', '--ppid', `${process.pid}`], { encoding: 'utf8' });
  const pids = stdout.split('\n').flatMap((line) => /^\s*(\d+) tcpdump$/.exec(line)?.[1] ?? []);
  if (pids.length !== 1) throw new Error(`${pids.length} tcpdump children, not one`);
  return Number(pids[0]);
}

const describeRecorder = describeRecording();

describeRecorder('startRecording()', () => {
  test('holds the first SYN and the last ACK of a connection', async () => {
    const server = await closingServer();
    const directory = newPath();
    const recorder = await started(directory, server.port);
    await server.exchange();
    const end = await recorder.stop('completed');
    await server.close();
    const recording = await load(directory);
    expect(recording.problems).toEqual([]);
    expect(recording.packets[0]?.tcp?.flagText).toBe('S');
    expect(recording.packets.at(-1)?.flow?.acknowledgesFin).toBe(true);
    expect(recording.connections).toMatchObject([{ handshake: { outcome: 'complete' } }]);
    expect(end).toMatchObject({ how: 'completed', packetsCaptured: recording.packets.length, packetsDropped: 0 });
    expect(recording.session).toMatchObject({ end, filter: `port ${server.port}`, interface: 'lo' });
    expect(recording.session?.capturedWith).toMatch(/^tcpdump version /);
  });

  test('records on every interface, of which tcpdump tells the link type', async () => {
    const server = await closingServer();
    const directory = newPath();
    const messages: string[] = [];
    const started = await startRecording({ ...options(directory, server.port, messages), interface: 'any' });
    if (!started.ok) throw new Error(started.failure.text);
    await server.exchange();
    const end = await started.recorder.stop('completed');
    await server.close();
    expect(end.how).toBe('completed');
    expect(messages).toEqual([]);
    expect((await load(directory)).packets[0]?.tcp?.flagText).toBe('S');
  });

  test('records the same packets with the built-in capture as with tcpdump', async () => {
    const server = await closingServer();
    const directories = [newPath(), newPath()] as const;
    const witness = await started(directories[0], server.port);
    const builtIn = await startRecording({ ...options(directories[1], server.port), captureWith: 'built-in' });
    if (!builtIn.ok) throw new Error(builtIn.failure.text);
    await server.exchange();
    const ends = [await witness.stop('completed'), await builtIn.recorder.stop('completed')];
    await server.close();
    const [seen, ours] = [await load(directories[0]), await load(directories[1])];
    expect(ours.session?.capturedWith).toBe('built-in (AF_PACKET)');
    // Each socket stamps a frame as the frame reaches it, some hundred nanoseconds apart.
    const unstamped = ({ packets }: Recording) => packets.map((packet) => ({ ...packet, timestampNs: null }));
    expect(unstamped(ours)).toEqual(unstamped(seen));
    expect(ours.packets.length).toBeGreaterThan(5);
    expect(ends[1]).toMatchObject({ packetsCaptured: ours.packets.length, packetsDropped: 0 });
  });

  test.each([
    [{ interface: 'nope0' }, /^nope0: no such interface$/],
    [{ interface: 'any' }, /^any: the built-in capture takes one interface; all of them need tcpdump$/],
    [
      { filter: ['portrange', '1-9'] },
      /^the built-in capture does not know the filter portrange 1-9: .* needs tcpdump$/,
    ],
  ])('says in one line what the built-in capture cannot do: %j', async (wrong, text) => {
    const recording = await startRecording({ ...options(newPath(), 1), captureWith: 'built-in', ...wrong });
    expect(recording).toMatchObject({
      ok: false,
      failure: { kind: 'refused', text: expect.stringMatching(text) as string },
    });
  });

  test('says how it ended where session.json can no longer be written', async () => {
    const directory = newPath();
    const messages: string[] = [];
    const recorder = await started(directory, 1, messages);
    rmSync(join(directory, 'session.json'));
    mkdirSync(join(directory, 'session.json'));
    const end = await recorder.stop('completed');
    expect(end.how).toMatch(/^session\.json: .*EISDIR/);
    expect(messages).toEqual([expect.stringMatching(/session\.json: .*EISDIR/)]);
    expect(readdirSync(directory).sort()).toEqual(['calls', 'packets.pcap', 'session.json']);
  });

  test('refuses a directory that holds anything, and leaves it as it is', async () => {
    const directory = newPath();
    mkdirSync(directory);
    writeFileSync(join(directory, 'thesis.txt'), 'mine');
    const recording = await startRecording(options(directory, 1));
    expect(recording).toMatchObject({ ok: false, failure: { kind: 'directory' } });
    expect(readdirSync(directory)).toEqual(['thesis.txt']);
  });

  test.each([
    ['an interface that does not exist', { interface: 'nope0' }, /^tcpdump: nope0: No such device/],
    ['a filter that is none', { filter: ['port', 'or'] }, /^tcpdump: can't parse filter expression: syntax error$/],
    ['a filter that looks like an option', { filter: ['-w', '/tmp/x'] }, /^tcpdump: can't parse filter expression/],
  ])('passes on in one line what tcpdump says of %s, and leaves nothing behind', async (_what, wrong, text) => {
    const directory = newPath();
    const recording = await startRecording({ ...options(directory, 1), ...wrong });
    expect(recording).toMatchObject({
      ok: false,
      failure: { kind: 'refused', text: expect.stringMatching(text) as string },
    });
    expect(() => readdirSync(directory)).toThrow('ENOENT');
  });

  test('says when tcpdump is killed, records calls on and gives a session that loads', async () => {
    const server = await closingServer();
    const directory = newPath();
    const recorder = await started(directory, server.port);
    await server.exchange();
    process.kill(tcpdumpPid(), 'SIGKILL');
    expect(await recorder.packetsLost).toBe('tcpdump ended: killed by SIGKILL');
    const end = await recorder.stop('completed');
    await server.close();
    expect(end).toMatchObject({ how: 'tcpdump ended: killed by SIGKILL', packetsCaptured: null });
    const recording = await load(directory);
    expect(recording.status).toBe('ended');
    expect(recording.packets.length).toBeGreaterThan(0);
  });

  test('completes the trace of a program that was killed', async () => {
    const directory = newPath();
    const recorder = await started(directory, 9);
    const program = recorder.spawn({
      command: tracedProgram('server', 'tcp', '127.0.0.1', 0),
      io: { input: '', onLine: () => undefined },
    });
    while (readdirSync(recorder.callsPath).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    program.kill('SIGKILL');
    expect(await program.ended).toEqual({ status: null, signal: 'SIGKILL', failure: null });
    await recorder.stop('completed');
    const { traces } = await load(directory);
    expect(traces).toMatchObject([{ process: { role: 'server' }, exit: { status: null, signal: 'SIGKILL' } }]);
  });
});

describeRecorder('recordCommand()', () => {
  test('ends all that a command with a process group of its own began', async () => {
    const directory = newPath();
    const pidFile = newPath();
    const command = ['sh', '-c', 'sleep 600 & echo $! > "$0.new"; mv "$0.new" "$0"; wait', pidFile];
    const controller = new AbortController();
    const recorded = recordCommand({ ...options(directory, 9), command, ownsGroup: true, signal: controller.signal });
    while (!existsSync(pidFile)) await new Promise((resolve) => setTimeout(resolve, 10));
    const pid = readFileSync(pidFile, 'utf8').trim();
    controller.abort('interrupted by SIGINT');
    expect(await recorded).toMatchObject({ ok: true, program: { signal: 'SIGTERM' } });
    // A process that nobody has waited for yet is a zombie.
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
    expect(stdout.trim()).not.toMatch(/^[RSD]/);
  });

  test('passes on how the command ended, and tells it where its trace belongs', async () => {
    const directory = newPath();
    const script = 'process.exit(process.env.SOCKSCOPE_SESSION === process.argv[1] ? 7 : 1)';
    const result = await recordCommand({
      ...options(directory, 9),
      command: [process.execPath, '-e', script, directory],
    });
    expect(result).toMatchObject({ ok: true, program: { status: 7, signal: null }, end: { how: 'completed' } });
  });

  test('says which command cannot be started', async () => {
    const result = await recordCommand({ ...options(newPath(), 9), command: ['no-such-program'] });
    const failure = 'no-such-program cannot be started: no such file or directory (ENOENT)';
    const end = { how: 'its command could not be started' };
    expect(result).toMatchObject({ ok: true, end, program: { status: null, failure } });
  });

  test('without a command records until it is interrupted', async () => {
    const interruption = new AbortController();
    const onRecording = (): void => interruption.abort('interrupted by SIGINT');
    const result = await recordCommand({ ...options(newPath(), 9), onRecording, signal: interruption.signal });
    expect(result).toMatchObject({ ok: true, program: null, end: { how: 'interrupted by SIGINT' } });
  });
});

describeRecorder('recordDemo()', () => {
  const outputs: string[] = [];
  const messages: string[] = [];
  const demo = (protocol: 'tcp' | 'udp', host: string, port: number): DemoOptions => ({
    directory: newPath(),
    protocol,
    host,
    port,
    command: ['demo'],
    toolVersion: 'test',
    input: '你好',
    serverCommand: (chosen) => tracedProgram('server', protocol, host, chosen),
    clientCommand: (chosen) => tracedProgram('client', protocol, host, chosen),
    onMessage: (line) => messages.push(line),
    onOutput: (role, stream, line) => outputs.push(`${role} ${stream} ${line}`),
  });

  test.each([
    ['tcp', '127.0.0.1'],
    ['tcp', '::1'],
    ['udp', '127.0.0.1'],
    ['udp', '::1'],
  ] as const)('records both programs and their packets: %s on %s', async (protocol, host) => {
    outputs.length = 0;
    const demoOptions = demo(protocol, host, 0);
    const result = await recordDemo(demoOptions);
    expect(result).toMatchObject({ ok: true, server: { status: 0 }, client: { status: 0 }, end: { how: 'completed' } });
    expect(outputs).toEqual(['client stdout 你好']);
    const recording = await load(demoOptions.directory);
    expect(recording.problems).toEqual([]);
    expect(recording.connections.filter((connection) => connection.protocol === protocol).length).toBe(1);
    expect(recording.traces.map(({ process }) => process.role)).toEqual(['client', 'server']);
  });

  test('takes a free port where the one it should have is taken, and says so', async () => {
    const other = await closingServer();
    const result = await recordDemo(demo('tcp', '127.0.0.1', other.port));
    await other.close();
    expect(result).toMatchObject({ ok: true, client: { status: 0 } });
    expect(messages.at(-1)).toMatch(new RegExp(`^port ${other.port} is taken; using \\d+$`));
  });

  test('ends where the server ends before it listens', async () => {
    const serverCommand = (): readonly string[] => [process.execPath, '-e', 'process.exit(3)'];
    const result = await recordDemo({ ...demo('tcp', '127.0.0.1', 0), serverCommand });
    expect(result).toMatchObject({ ok: true, server: { status: 3 }, client: null });
    expect(messages.at(-1)).toBe('the server ended before it listened');
  });

  test('interrupted, ends both programs and says how it ended', async () => {
    const interruption = new AbortController();
    const clientCommand = (): readonly string[] => {
      setImmediate(() => interruption.abort('interrupted by SIGINT'));
      return [process.execPath, '-e', 'setInterval(() => undefined, 1000)'];
    };
    const result = await recordDemo({ ...demo('tcp', '127.0.0.1', 0), clientCommand, signal: interruption.signal });
    const killed = { status: null, signal: 'SIGTERM' };
    expect(result).toMatchObject({ ok: true, end: { how: 'interrupted by SIGINT' }, server: killed, client: killed });
  });
});
