import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../src/runtime/run-program';
import type { ProgramEnd, RunOptions } from '../src/runtime/run-program';
import type { ProgramOptions } from '../src/runtime/program-options';
import { SESSION_VARIABLE, sessionTracePath, tracePathFromEnvironment } from '../src/runtime/trace-path';
import { parseTrace } from '../src/trace/index';
import type { TracedCall } from '../src/trace/index';

const directory = mkdtempSync(join(tmpdir(), 'sockscope-run-'));
afterAll(() => rmSync(directory, { recursive: true }));
let traces = 0;

interface Ran extends ProgramEnd {
  readonly printed: string;
  readonly reported: readonly string[];
  readonly calls: readonly TracedCall[];
}

function eachLine(lines: readonly string[]): AsyncIterable<string> {
  return (async function* () {
    for (const line of lines) yield await Promise.resolve(line);
  })();
}

async function run(options: ProgramOptions & Partial<RunOptions>): Promise<Ran> {
  const tracePath = join(directory, `${++traces}`, 'calls.jsonl');
  const printed: string[] = [];
  const reported: string[] = [];
  const end = await runProgram({
    tracePath,
    onPrint: (text) => void printed.push(text),
    onReport: (line) => void reported.push(line),
    ...options,
  });
  const calls = end.totals === null ? [] : parseTrace(readFileSync(tracePath)).trace.calls;
  return { ...end, printed: printed.join(''), reported, calls };
}

/** Starts a server on a free port; gives it once it can be reached. */
async function serve(options: Omit<ProgramOptions, 'role'> & Partial<RunOptions>) {
  let ended: Promise<Ran> | undefined;
  const port = await new Promise<number>((resolve, reject) => {
    ended = run({ ...options, role: 'server', port: 0, onListening: (endpoint) => resolve(endpoint.port) });
    ended.then((end) => reject(new Error(end.reported.join('\n'))), reject);
  });
  return { port, ended: ended as Promise<Ran> };
}

const sum = (calls: readonly TracedCall[], name: string) =>
  calls
    .filter(({ call, result }) => call === name && result !== null && result > 0)
    .reduce((all, { result }) => all + (result ?? 0), 0);

test.each(['127.0.0.1', '::1'])("runProgram() runs the textbook's TCP programs on %s", async (host) => {
  const server = await serve({ protocol: 'tcp', article: true, host, count: 2 });
  const client = await run({
    role: 'client',
    protocol: 'tcp',
    article: true,
    host,
    port: server.port,
    input: eachLine(['你好 hi']),
  });
  const ended = await server.ended;
  expect(client).toMatchObject({ status: 0, printed: '你好，TCP客户端！\n你好，TCP客户端！\n' });
  expect(client.reported).toEqual(['2 connections, 50 bytes in, 8 bytes out']);
  expect(ended).toMatchObject({ status: 0, printed: '你好\nhi\n' });
  expect(client.calls.map(({ call }) => call)).toEqual([
    ...['socket', 'connect', 'send', 'recv', 'close'],
    ...['socket', 'connect', 'send', 'recv', 'close'],
  ]);
  expect(ended.calls.map(({ call }) => call)).toEqual([
    ...['socket', 'setsockopt', 'bind', 'listen', 'getsockname'],
    ...['accept', 'setsockopt', 'recv', 'send', 'close'],
    ...['accept', 'setsockopt', 'recv', 'send', 'close', 'close'],
  ]);
  const connects = client.calls.filter(({ call }) => call === 'connect');
  const accepts = ended.calls.filter(({ call }) => call === 'accept');
  expect(accepts.map(({ peer }) => peer)).toEqual(connects.map(({ local }) => local));
});

test('runProgram() runs the UDP programs, textbook and echo', async () => {
  const server = await serve({ protocol: 'udp', article: true, count: 1 });
  const client = await run({
    role: 'client',
    protocol: 'udp',
    article: true,
    port: server.port,
    input: eachLine(['你好']),
  });
  expect(client).toMatchObject({ status: 0, printed: 'Recieved From Server: Recieved.\n' });
  expect((await server.ended).printed).toBe('Received From Client: 你好\n');

  const echo = await serve({ protocol: 'udp', host: '::1', count: 2 });
  const echoed = await run({
    role: 'client',
    protocol: 'udp',
    host: '::1',
    port: echo.port,
    input: eachLine(['a', '']),
  });
  expect(echoed).toMatchObject({ status: 0, printed: 'a\n\n' });
  expect((await echo.ended).reported).toEqual(['2 datagrams, 1 byte in, 1 byte out']);
});

test('runProgram() echoes a line of 10 MB through a buffer of 255 bytes, and traces every byte', async () => {
  const line = '0123456789'.repeat(1_000_000);
  const server = await serve({ protocol: 'tcp', bufferBytes: 255, count: 1 });
  const client = await run({ role: 'client', protocol: 'tcp', port: server.port, input: eachLine(['short', line]) });
  const ended = await server.ended;
  expect(client.status).toBe(0);
  expect(client.printed === `short\n${line}\n`).toBe(true);
  const bytes = line.length + 7;
  expect(ended.totals).toEqual({ connections: 1, datagrams: 0, bytesIn: bytes, bytesOut: bytes });
  for (const { calls } of [client, ended]) expect([sum(calls, 'send'), sum(calls, 'recv')]).toEqual([bytes, bytes]);
}, 180_000);

test('runProgram() serves 1,000 connections in a row', async () => {
  const server = await serve({ protocol: 'tcp', article: true, count: 1000 });
  const words = Array.from({ length: 1000 }, (_word, index) => `w${index}`);
  const client = await run({
    role: 'client',
    protocol: 'tcp',
    article: true,
    port: server.port,
    input: eachLine([words.join(' ')]),
  });
  const ended = await server.ended;
  expect(client.totals?.connections).toBe(1000);
  expect(ended.printed).toBe(`${words.join('\n')}\n`);
  expect(ended.calls.map(({ sequence }) => sequence)).toEqual(ended.calls.map((_call, index) => index + 1));
  expect(client.calls).toHaveLength(5000);
}, 180_000);

test('runProgram() lets no idle client hold the server', async () => {
  const server = await serve({ protocol: 'tcp', timeoutMs: 100, count: 2 });
  const idle = connect(server.port, '127.0.0.1');
  await once(idle, 'connect');
  const client = await run({ role: 'client', protocol: 'tcp', port: server.port, input: eachLine(['served']) });
  idle.destroy();
  expect(client.printed).toBe('served\n');
  expect((await server.ended).reported[0]).toMatch(/^127\.0\.0\.1:\d+: nothing came for 0\.1 s, connection closed$/);
});

test('runProgram() says in one line what went wrong, and gives status 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const taken = await run({ role: 'server', protocol: 'tcp', port });
  expect(taken.status).toBe(1);
  expect(taken.reported[0]).toMatch(
    new RegExp(
      `^bind\\(\\d+, 127\\.0\\.0\\.1:${port}\\) = -1 EADDRINUSE \\(Address already in use\\): port ${port} is held by .+ \\(pid ${process.pid}\\)$`,
    ),
  );
  holder.close();
  await once(holder, 'close');

  const refused = await run({ role: 'client', protocol: 'tcp', port, input: eachLine(['x']) });
  expect(refused.status).toBe(1);
  expect(refused.reported[0]).toMatch(/^connect\(\d+, 127\.0\.0\.1:\d+\) = -1 ECONNREFUSED \(Connection refused\): /);

  const datagram = await run({ role: 'client', protocol: 'udp', port, input: eachLine(['x']) });
  expect(datagram.reported[0]).toMatch(/^recv\(\d+, 65536\) = -1 ECONNREFUSED \(Connection refused\): /);

  const elsewhere = await run({ role: 'server', protocol: 'tcp', host: '192.0.2.1', port: 0 });
  expect(elsewhere.reported[0]).toMatch(/EADDRNOTAVAIL .*: no interface of this machine has 192\.0\.2\.1$/);

  const nameless = await run({ role: 'client', protocol: 'tcp', host: 'nosuch.invalid', port });
  expect(nameless).toMatchObject({ status: 1, totals: null });
  expect(nameless.reported).toEqual([expect.stringMatching(/^cannot resolve "nosuch\.invalid": /)]);

  await expect(run({ role: 'server', protocol: 'tcp', port: 70000 })).rejects.toThrow(RangeError);
});

test('runProgram() reports an output that cannot be written and an input that cannot be read', async () => {
  const server = await serve({
    protocol: 'tcp',
    article: true,
    onPrint: () => Promise.reject(new Error('pipe closed')),
  });
  const failing = (async function* () {
    yield await Promise.resolve('word');
    throw new Error('disk gone');
  })();
  const client = await run({ role: 'client', protocol: 'tcp', article: true, port: server.port, input: failing });
  expect(client).toMatchObject({ status: 1, reported: ['cannot read the input: disk gone', expect.any(String)] });
  expect(await server.ended).toMatchObject({
    status: 1,
    reported: ['cannot write the output: pipe closed', expect.any(String)],
  });
});

test('tracePathFromEnvironment() gives a file of the recording that is under way', () => {
  const before = process.env[SESSION_VARIABLE];
  delete process.env[SESSION_VARIABLE];
  expect(tracePathFromEnvironment('server')).toBeNull();
  process.env[SESSION_VARIABLE] = '/run/x';
  expect(tracePathFromEnvironment('server')).toBe(`/run/x/calls/server-${process.pid}.jsonl`);
  expect(sessionTracePath('/run/x', 'client', 7)).toBe('/run/x/calls/client-7.jsonl');
  if (before === undefined) delete process.env[SESSION_VARIABLE];
  else process.env[SESSION_VARIABLE] = before;
});
