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
