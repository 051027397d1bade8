import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callText, parseTrace } from '../src/trace/index';
import type { ProcessTrace, TracedCall } from '../src/trace/index';
import { ChildProgram } from './child-program';

const directory = mkdtempSync(join(tmpdir(), 'sockscope-stop-'));
afterAll(() => rmSync(directory, { recursive: true }));
afterAll(() => ChildProgram.killAll());
// Child processes start slowly on a busy machine.
jest.setTimeout(60_000);

function traceOf(path: string): ProcessTrace {
  return parseTrace(readFileSync(path)).trace;
}

/** Waits until the trace holds a call of which the condition is true. */
async function traced(path: string, condition: (call: TracedCall) => boolean): Promise<void> {
  // The directory is watched, because the file may not be there yet.
  const watcher = watch(directory);
  try {
    while (!existsSync(path) || !traceOf(path).calls.some(condition)) await once(watcher, 'change');
  } finally {
    watcher.close();
  }
}

/** Waits until the trace shows a call that has entered and not returned. */
function inside(path: string, name: string): Promise<void> {
  return traced(path, ({ call, returnNs }) => call === name && returnNs === null);
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Descriptors that the trace opens and does not close. */
function leftOpen({ calls }: ProcessTrace): number[] {
  const open = new Set<number>();
  for (const { call, fd, result } of calls) {
    if ((call === 'socket' || call === 'accept') && result !== null && result >= 0) open.add(result);
    if (call === 'close' && fd !== null) open.delete(fd);
  }
  return [...open];
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s', (signal, status) => {
  test.each(['accept', 'recv'])('ends a server that is blocked in %s(), with a whole trace', async (call) => {
    const tracePath = join(directory, `${signal}-${call}.jsonl`);
    const server = new ChildProgram({ role: 'server', protocol: 'tcp', port: 0, timeoutMs: 0, tracePath });
    const port = await server.listening();
    const client = call === 'recv' ? await connected(port) : null;
    await inside(tracePath, call);
    server.process.kill(signal);
    const end = await server.ended();
    client?.destroy();

    expect(end).toMatchObject({ status, signal: null });
    expect(end.stderr).toContain(`stopped by ${signal}\n`);
    expect(end.stderr).toContain(`${client ? 1 : 0} connection`);
    const trace = traceOf(tracePath);
    expect(trace.exit).toMatchObject({ status, signal });
    expect(trace.calls.filter(({ returnNs }) => returnNs === null)).toEqual([]);
    expect(leftOpen(trace)).toEqual([]);
    // The main thread woke it, and only by the reading side: no FIN that the program did not ask for.
    const wakes = trace.calls.filter(({ thread }) => thread === 0);
    expect(wakes.length).toBeGreaterThan(0);
    expect(new Set(wakes.map((wake) => `${wake.call} ${wake.arguments.how}`))).toEqual(new Set(['shutdown SHUT_RD']));
  });

  test('ends a UDP server that is blocked in recvfrom()', async () => {
    const tracePath = join(directory, `${signal}-udp.jsonl`);
    const server = new ChildProgram({ role: 'server', protocol: 'udp', port: 0, tracePath });
    await server.listening();
    await inside(tracePath, 'recvfrom');
    server.process.kill(signal);
    expect(await server.ended()).toMatchObject({ status, signal: null });
    expect(leftOpen(traceOf(tracePath))).toEqual([]);
  });
});

test('SIGINT ends a client that is blocked in connect(), and one that waits for input', async () => {
  // A backlog of 0 holds one connection; the next SYN is dropped, so its connect() waits.
  const server = new ChildProgram({ role: 'server', protocol: 'tcp', port: 0, backlog: 0, acceptDelayMs: 600_000 });
  const port = await server.listening();
  const first = await connected(port);
  const tracePath = join(directory, 'connect.jsonl');
  const blocked = new ChildProgram({ role: 'client', protocol: 'tcp', port, timeoutMs: 0, tracePath });
  await inside(tracePath, 'connect');
  blocked.process.kill('SIGINT');
  expect(await blocked.ended()).toMatchObject({ status: 130 });
  expect(leftOpen(traceOf(tracePath))).toEqual([]);
  first.destroy();
  server.process.kill('SIGINT');
  expect(await server.ended()).toMatchObject({ status: 130 });

  const other = new ChildProgram({ role: 'server', protocol: 'tcp', port: 0, timeoutMs: 0 });
  const otherPort = await other.listening();
  const idlePath = join(directory, 'idle.jsonl');
  const idle = new ChildProgram({
    role: 'client',
    protocol: 'tcp',
    port: otherPort,
    timeoutMs: 0,
    tracePath: idlePath,
  });
  await traced(idlePath, ({ call, returnNs }) => call === 'connect' && returnNs !== null);
  idle.process.kill('SIGINT');
  expect(await idle.ended()).toMatchObject({ status: 130 });
  other.process.kill('SIGINT');
  await other.ended();
});

test('SIGKILL leaves a trace that parses, with the call that was inside', async () => {
  const tracePath = join(directory, 'killed.jsonl');
  const server = new ChildProgram({ role: 'server', protocol: 'tcp', port: 0, tracePath });
  await server.listening();
  await inside(tracePath, 'accept');
  server.process.kill('SIGKILL');
  expect(await server.ended()).toMatchObject({ status: null, signal: 'SIGKILL' });
  const { trace, problems } = parseTrace(readFileSync(tracePath));
  expect(problems).toEqual([]);
  expect(trace.exit).toBeNull();
  expect(callText(trace.calls[trace.calls.length - 1] as (typeof trace.calls)[number])).toMatch(
    /^accept\(\d+ <unfinished \.\.\.>$/,
  );
});
