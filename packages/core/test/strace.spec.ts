import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callText, parseTrace } from '../src/trace/index';
import { ChildProgram } from './child-program';

const hasStrace = spawnSync('strace', ['-e', 'trace=none', 'true']).status === 0;
if (!hasStrace) console.warn('SKIPPED: strace is missing or may not trace here');
const testWithStrace = hasStrace ? test : test.skip;

const directory = mkdtempSync(join(tmpdir(), 'sockscope-strace-'));
afterAll(() => rmSync(directory, { recursive: true }));
afterAll(() => ChildProgram.killAll());

/** A short conversation with every call that the programs do not make, and with options and flags. */
const CONVERSATION = `
  const { NativeSockets, Message, PollSet, Sockaddr, intOption, lingerOption, ...c } = require('@sockscope/core');
  const { createRing, TraceRing } = require(process.argv[1] + '/trace-ring.js');
  const { TracedSockets } = require(process.argv[1] + '/traced-sockets.js');
  const { TraceFile } = require(process.argv[1] + '/trace-file.js');
  const file = new TraceFile(process.argv[2], { name: 'x', role: 'client', pid: process.pid, command: [], host: 'h' });
  const memory = createRing(64);
  file.add(memory, 0);
  const s = new TracedSockets(new NativeSockets(), new TraceRing(memory, () => file.drain()));
  const listener = s.socket(c.AF_INET, c.SOCK_STREAM | c.SOCK_CLOEXEC, 0);
  s.bind(listener, Sockaddr.of({ address: '127.0.0.1', port: 0 }));
  s.listen(listener, 1);
  const address = new Sockaddr();
  s.getsockname(listener, address);
  const client = s.socket(c.AF_INET, c.SOCK_STREAM | c.SOCK_NONBLOCK, 0);
  s.connect(client, address);
  s.poll(new PollSet([{ fd: client, events: c.POLLOUT | c.POLLRDHUP }]), 1000);
  s.getsockopt(client, c.SOL_SOCKET, c.SO_ERROR, new Uint8Array(4));
  const server = s.accept4(listener, undefined, c.SOCK_CLOEXEC);
  s.setsockopt(client, c.IPPROTO_TCP, c.TCP_NODELAY, intOption(1));
  s.setsockopt(client, c.SOL_SOCKET, c.SO_LINGER, lingerOption(0));
  s.setsockopt(client, c.IPPROTO_TCP, c.TCP_USER_TIMEOUT, intOption(1500));
  s.fcntl(client, c.F_SETFL, s.fcntl(client, c.F_GETFL, 0) & ~c.O_NONBLOCK);
  s.send(client, Buffer.from('ab'), 2, c.MSG_MORE | c.MSG_NOSIGNAL);
  s.sendmsg(client, new Message({ buffer: Buffer.from('cd') }), c.MSG_DONTWAIT);
  s.recvmsg(server, new Message({ buffer: Buffer.alloc(1) }), c.MSG_PEEK | c.MSG_WAITALL);
  s.write(server, Buffer.from('efg'), 3);
  s.ioctl(client, c.SIOCINQ, new Int32Array(1));
  s.read(client, Buffer.alloc(9), 9);
  const copy = s.fcntl(s.dup(client), c.F_DUPFD, 0);
  s.dup2(copy, server);
  for (const fd of [copy, client, server, listener]) s.close(fd);
  file.end(0, null);
`;

/** `name(fd` and the result of each socket call that strace saw on IPv4 sockets, in order. */
function straceCalls(text: string): string[] {
  const unfinished = new Map<string, string>();
  const calls: string[] = [];
  for (const line of text.split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>/.test(rest);
    const whole = resumed ? (unfinished.get(pid) ?? '') + rest : rest;
    if (rest.endsWith('<unfinished ...>')) unfinished.set(pid, rest);
    else calls.push(whole);
  }
  return calls.flatMap((call) => {
    const match = /^(\w+)\((AF_INET|\d+).*= (-?\d+)(?: (E\w+))?/.exec(call);
    // libc makes accept4, sendto and recvfrom of accept, send and recv; the wrapper's own questions are not traced.
    const name = match?.[1]?.replace('accept4', 'accept').replace('sendto', 'send').replace('recvfrom', 'recv');
    if (!match || !name || name === 'getsockname' || name === 'getpeername') return [];
    return [`${name}(${match[2]}) = ${match[3]}${match[4] ? ` ${match[4]}` : ''}`];
  });
}

testWithStrace(
  'a trace holds the same calls with the same results as strace saw',
  async () => {
    const server = new ChildProgram({ role: 'server', protocol: 'tcp', article: true, port: 0, count: 2 });
    const port = await server.listening();
    const tracePath = join(directory, 'client.jsonl');
    const stracePath = join(directory, 'strace.txt');
    const filter = 'trace=socket,connect,accept,accept4,sendto,recvfrom,shutdown,close,bind,listen';
    const client = new ChildProgram({ role: 'client', protocol: 'tcp', article: true, port, tracePath }, [
      ...['strace', '-f', '-qq', '-e', filter, '-e', 'signal=none', '-o', stracePath],
    ]);
    client.process.stdin.end('hello 你好\n');
    expect(await client.ended()).toMatchObject({ status: 0 });
    expect(await server.ended()).toMatchObject({ status: 0 });

    const { calls } = parseTrace(readFileSync(tracePath)).trace;
    const ours = calls.map((call) => {
      const argument = call.call === 'socket' ? 'AF_INET' : String(call.fd);
      return `${call.call}(${argument}) = ${call.result}${call.errno === null ? '' : ` ${call.errno}`}`;
    });
    expect(calls.map(callText).join('\n')).toContain('connect(');
    const descriptors = new Set(calls.flatMap(({ call, result }) => (call === 'socket' ? [String(result)] : [])));
    const seen = straceCalls(readFileSync(stracePath, 'utf8'));
    // Node closes files of its own: only what happened between our first socket() and our last close() counts.
    const first = seen.indexOf(ours[0] ?? '');
    const relevant = seen.slice(first).filter((call) => {
      const fd = /^\w+\((\w+)\)/.exec(call)?.[1] ?? '';
      return fd === 'AF_INET' || descriptors.has(fd);
    });
    expect(relevant.slice(0, ours.length)).toEqual(ours);
  },
  60_000,
);

/** A call in one form: our notation and strace's differ in addresses, buffers and structures, not in names. */
function comparable(text: string): string {
  const name = /^\w+/.exec(text)?.[0] ?? '';
  const flags = [...text.matchAll(/\b(?:SOCK|MSG|O|F|SO|TCP|SHUT|POLL|SIOC|FION)_?[A-Z_]+\b/g)]
    .map(([flag]) => flag)
    .sort();
  const values = /SOL_SOCKET|TCP_/.test(text) ? [...text.matchAll(/l_\w+=\d+|\b1500\b/g)].map(([value]) => value) : [];
  const result = / = (-?\w+)(?: (E\w+))?/.exec(text);
  return [name, ...flags, ...values, `= ${Number(result?.[1])}`, result?.[2] ?? ''].join(' ').trim();
}

testWithStrace('calls, flags, options and events have the names and values that strace gives them', () => {
  const [tracePath, stracePath] = [join(directory, 'names.jsonl'), join(directory, 'names.txt')];
  const calls =
    'socket,bind,listen,connect,accept,accept4,poll,getsockopt,setsockopt,fcntl,sendto,sendmsg,recvmsg,write,read,ioctl,dup,dup2,close';
  const built = join(__dirname, '../dist/tracing');
  const { status, stderr } = spawnSync(
    'strace',
    ['-qq', '-e', `trace=${calls}`, '-o', stracePath, process.execPath, '-e', CONVERSATION, built, tracePath],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const ours = parseTrace(readFileSync(tracePath)).trace.calls.map(callText);
  const made = ours.filter((text) => !/^getsockname/.test(text)).map(comparable);
  const seen = readFileSync(stracePath, 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\d+\s+/, ''));
  const lines = seen.map((text) =>
    text
      .replace('sendto(', 'send(')
      .replace('FIONREAD', 'SIOCINQ')
      .replace('SOL_TCP', 'IPPROTO_TCP')
      .replace(/, 0\) = /, ') = '),
  );
  const from = lines.findIndex((text) => text.startsWith('socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC'));
  expect(lines.slice(from, from + made.length).map(comparable)).toEqual(made);
});
