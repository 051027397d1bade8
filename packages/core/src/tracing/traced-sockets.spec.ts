import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { connectedPair } from '../../test/loopback';
import { faultySockets } from '../../test/faulty-sockets';
import { scriptedSockets } from '../../test/scripted-sockets';
import { EINTR, MSG_DONTWAIT, POLLIN, SHUT_WR, SO_RCVTIMEO, SOL_SOCKET } from '../linux-constants';
import { NativeSockets } from '../native/native-sockets';
import { PollSet } from '../poll-set';
import { Sockaddr } from '../sockaddr';
import { timeoutOption } from '../socket-option';
import type { SocketApi } from '../socket-api';
import { callText } from '../trace/call-text';
import { parseTrace } from '../trace/parse-trace';
import type { TracedCall } from '../trace/traced-call';
import { RecordDecoder } from './decode-record';
import { RealtimeClock, realtimeNs } from './realtime-clock';
import { TraceFile } from './trace-file';
import { createRing, RingDrain, TraceRing } from './trace-ring';
import { TracedSockets } from './traced-sockets';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Traces what `work` does on `inner`, without a file. */
function tracedCalls(inner: SocketApi, work: (sockets: SocketApi) => void, records = 64): TracedCall[] {
  const memory = createRing(records);
  const drain = new RingDrain(memory);
  const decoder = new RecordDecoder(drain, 1);
  const calls: TracedCall[] = [];
  const offsetNs = new RealtimeClock().offsetNs;
  const empty = () => {
    drain.drain(
      (record) => calls.push(decoder.decode(record, true, offsetNs)),
      () => undefined,
    );
  };
  work(new TracedSockets(inner, new TraceRing(memory, empty)));
  empty();
  return calls;
}

test('TracedSockets records each call of a real connection with both ends, data and times in order', () => {
  const native = new NativeSockets();
  const beforeNs = realtimeNs();
  let port = 0;
  const calls = tracedCalls(native, (sockets) => {
    const { listener, client, server, address } = connectedPair(sockets);
    port = address.endpoint?.port ?? 0;
    sockets.setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, timeoutOption(2000));
    sockets.send(client, bytes('你好'), 6, 0);
    sockets.poll(new PollSet([{ fd: server, events: POLLIN }]), 1000);
    sockets.recv(server, new Uint8Array(255), 255, MSG_DONTWAIT);
    sockets.shutdown(client, SHUT_WR);
    sockets.recv(server, new Uint8Array(255), 255, 0);
    for (const fd of [client, server, listener]) sockets.close(fd);
  });
  const afterNs = realtimeNs();

  const texts = calls.map(callText).map((text) => text.replaceAll(`:${port}`, ':PORT'));
  const [listener, client, server] = [calls[0]?.result, calls[4]?.result, calls[6]?.result];
  expect(texts).toEqual([
    `socket(AF_INET, SOCK_STREAM, 0) = ${listener}`,
    `bind(${listener}, 127.0.0.1:0) = 0`,
    `listen(${listener}, 5) = 0`,
    `getsockname(${listener}) = 0 (127.0.0.1:PORT)`,
    `socket(AF_INET, SOCK_STREAM, 0) = ${client}`,
    `connect(${client}, 127.0.0.1:PORT) = 0`,
    `accept(${listener}) = ${server}`,
    `setsockopt(${server}, SOL_SOCKET, SO_RCVTIMEO, {tv_sec=2, tv_usec=0}) = 0`,
    `send(${client}, 6) = 6`,
    `poll([{fd=${server}, events=POLLIN}], 1000) = 1 ([{fd=${server}, revents=POLLIN}])`,
    `recv(${server}, 255, MSG_DONTWAIT) = 6`,
    `shutdown(${client}, SHUT_WR) = 0`,
    `recv(${server}, 255) = 0`,
    `close(${client}) = 0`,
    `close(${server}) = 0`,
    `close(${listener}) = 0`,
  ]);
  expect(calls[1]?.local).toEqual({ address: '127.0.0.1', port });
  const [connect, accept, send, receive] = [calls[5], calls[6], calls[8], calls[10]];
  expect(connect?.peer).toEqual({ address: '127.0.0.1', port });
  expect(accept?.peer).toEqual(connect?.local);
  expect(accept?.local).toEqual(connect?.peer);
  expect(receive).toMatchObject({ local: accept?.local, peer: accept?.peer });
  expect(Buffer.from(send?.data ?? []).toString()).toBe('你好');
  expect(Buffer.from(receive?.data ?? []).toString()).toBe('你好');
  expect(calls[13]).toMatchObject({ local: connect?.local, peer: connect?.peer });

  const times = calls.flatMap(({ enterNs, returnNs }) => [enterNs, returnNs ?? 0n]);
  expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
  // Both clocks are read here; a step of the system clock in between is not to be expected.
  expect((times[0] ?? 0n) >= beforeNs - 1000n && (times[times.length - 1] ?? 0n) <= afterNs + 1000n).toBe(true);
});

test('TracedSockets records both ends of datagrams, and the port that the first sendto() was given', () => {
  const calls = tracedCalls(new NativeSockets(), (sockets) => {
    const server = sockets.socket(2, 2, 0);
    const client = sockets.socket(2, 2, 0);
    const address = Sockaddr.of({ address: '127.0.0.1', port: 0 }) as Sockaddr;
    sockets.bind(server, address);
    sockets.getsockname(server, address);
    sockets.sendto(client, bytes('a'), 1, 0, address);
    sockets.recvfrom(server, new Uint8Array(9), 9, 0);
    sockets.close(client);
    sockets.close(server);
  });
  const [bind, sendto, recvfrom] = [calls[2], calls[4], calls[5]];
  expect(sendto).toMatchObject({ peer: bind?.local, arguments: { address: bind?.local } });
  expect(sendto?.local?.port).toBeGreaterThan(0);
  expect(recvfrom?.local).toEqual(bind?.local);
  expect(recvfrom?.peer?.port).toBe(sendto?.local?.port);
});

test('TracedSockets records an interrupted call and its repetition as two calls', () => {
  const calls = tracedCalls(faultySockets(new NativeSockets(), [{ call: 'send', nth: 1, errno: EINTR }]), (sockets) => {
    const { listener, client, server } = connectedPair(sockets);
    expect(sockets.send(client, bytes('x'), 1, 0)).toBe(-EINTR);
    expect(sockets.send(client, bytes('x'), 1, 0)).toBe(1);
    for (const fd of [client, server, listener]) sockets.close(fd);
  });
  const sends = calls.filter(({ call }) => call === 'send').map(callText);
  expect(sends.map((text) => text.replace(/\d+/, 'FD'))).toEqual([
    'send(FD, 1) = -1 EINTR (Interrupted system call)',
    'send(FD, 1) = 1',
  ]);
});

test('TracedSockets and the ring lose nothing and change nothing, whatever the calls and the size of the ring', () => {
  const step = fc.record({
    call: fc.constantFrom('send' as const, 'recv' as const),
    fd: fc.nat(1000),
    data: fc.uint8Array({ maxLength: 100 }),
    flags: fc.constantFrom(0, MSG_DONTWAIT),
    errno: fc.option(fc.constantFrom(4, 11, 104)),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(2, 4, 64), (steps, records) => {
      const script = steps.map(({ call, data, errno }) => ({
        call,
        result: errno === null ? data.length : -errno,
        data,
      }));
      const calls = tracedCalls(
        scriptedSockets(script).sockets,
        (sockets) => {
          for (const { call, fd, data, flags } of steps) {
            const buffer = call === 'send' ? data : new Uint8Array(100);
            sockets[call](fd, buffer, buffer.length, flags);
          }
        },
        records,
      );
      expect(calls.map(({ sequence }) => sequence)).toEqual(steps.map((_step, index) => index + 1));
      calls.forEach((traced, index) => {
        const { call, fd, data, errno } = steps[index] as (typeof steps)[number];
        expect(traced).toMatchObject({ call, fd, result: errno === null ? data.length : -1 });
        expect(traced.errno === null).toBe(errno === null);
        const kept = call === 'recv' && errno !== null ? null : data.slice(0, 64);
        expect(traced.data).toEqual(kept);
      });
    }),
  );
});

describe('TraceFile', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sockscope-trace-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const about = { name: 'server-1', role: 'server', pid: 1, command: ['x'], host: 'h' } as const;

  test('writes a call that is still inside, and its return later', () => {
    const path = join(directory, 'inside.jsonl');
    const file = new TraceFile(path, about);
    const memory = createRing(4);
    file.add(memory, 1);
    let during: readonly TracedCall[] = [];
    const inner = faultySockets(scriptedSockets([{ call: 'listen', result: 0 }]).sockets, []);
    const looking = new Proxy(inner, {
      get: (target, name: 'listen') => (fd: number, backlog: number) => {
        file.drain();
        file.drain();
        during = parseTrace(readFileSync(path)).trace.calls;
        return target[name](fd, backlog);
      },
    });
    new TracedSockets(looking, new TraceRing(memory, () => file.drain())).listen(3, 5);
    expect(during.map(callText)).toEqual(['listen(3, 5 <unfinished ...>']);
    expect(file.end(0, null)).toBeNull();
    const { trace, problems } = parseTrace(readFileSync(path));
    expect(problems).toEqual([]);
    expect(trace.calls.map(callText)).toEqual(['listen(3, 5) = 0']);
    expect(trace.exit).toMatchObject({ status: 0, signal: null });
    expect(trace.process).toMatchObject(about);
  });

  test('says at its end that it could not be written, and lets the program go on', () => {
    const file = new TraceFile('/dev/full', about);
    expect(file.end(0, null)).toContain('ENOSPC');
  });
});

test('RealtimeClock stays within its uncertainty of CLOCK_REALTIME', () => {
  const clock = new RealtimeClock();
  for (let index = 0; index < 50; index++) clock.measure();
  const monotonic = process.hrtime.bigint();
  const real = realtimeNs();
  // The second reading is later by the time between the two: the difference may be greater, never smaller.
  expect(real - (monotonic + clock.offsetNs)).toBeGreaterThanOrEqual(-clock.uncertaintyNs - 1n);
  expect(clock.uncertaintyNs).toBeLessThan(10_000n);
});

test('RealtimeClock follows a clock that is set', () => {
  let stepNs = 0n;
  const clock = new RealtimeClock(() => process.hrtime.bigint() + stepNs);
  for (const next of [3_600_000_000_000n, -5_000_000_000n]) {
    stepNs = next;
    clock.measure();
    const error = clock.offsetNs - stepNs;
    expect(error < 0n ? -error : error).toBeLessThanOrEqual(clock.uncertaintyNs);
  }
});
