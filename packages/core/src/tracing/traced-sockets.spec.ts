import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { connectedPair } from '../../test/loopback';
import { faultySockets } from '../../test/faulty-sockets';
import { scriptedSockets } from '../../test/scripted-sockets';
import { whileClockIsSteady } from '../../test/steady-clock';
import {
  AF_INET,
  EINTR,
  F_GETFL,
  F_SETFL,
  IP_RECVERR,
  IPPROTO_IP,
  MSG_DONTWAIT,
  MSG_ERRQUEUE,
  O_NONBLOCK,
  POLLIN,
  SHUT_WR,
  SO_RCVTIMEO,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
} from '../linux-constants';
import { Message } from '../message';
import { NativeSockets } from '../native/native-sockets';
import { PollSet } from '../poll-set';
import { Sockaddr } from '../sockaddr';
import { intOption, timeoutOption } from '../socket-option';
import type { SocketApi } from '../socket-api';
import { callText } from '../trace/call-text';
import { parseTrace } from '../trace/parse-trace';
import type { TracedCall } from '../trace/traced-call';
import { RecordDecoder } from './decode-record';
import { realtimeNs } from './realtime';
import { TraceFile } from './trace-file';
import { createRing, RingDrain, TraceRing } from './trace-ring';
import { TracedSockets } from './traced-sockets';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Traces what `work` does on `inner`, without a file. */
function tracedCalls(
  inner: SocketApi,
  work: (sockets: SocketApi) => void,
  records = 64,
  readTime?: (timespec: Int32Array) => void,
): TracedCall[] {
  const memory = createRing(records);
  const drain = new RingDrain(memory);
  const decoder = new RecordDecoder(drain, 1);
  const calls: TracedCall[] = [];
  const empty = () => {
    drain.drain(
      (record) => calls.push(decoder.decode(record, true)),
      () => undefined,
    );
  };
  work(new TracedSockets(inner, new TraceRing(memory, empty, readTime)));
  empty();
  return calls;
}

function tracedConversation() {
  const beforeNs = realtimeNs();
  let port = 0;
  const calls = tracedCalls(new NativeSockets(), (sockets) => {
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
  return { calls, port, beforeNs, afterNs: realtimeNs() };
}

test('TracedSockets records each call of a real connection with both ends, data and times in order', () => {
  const { calls, port, beforeNs, afterNs } = whileClockIsSteady(tracedConversation);

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
  expect((times[0] ?? 0n) >= beforeNs && (times[times.length - 1] ?? 0n) <= afterNs).toBe(true);
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

test('TracedSockets stamps a call with what the clock says at that moment, also when it is set meanwhile', () => {
  // One reading is the ring's own, at its start.
  const times = [0n, 10n, 20n, 3_600_000_000_030n, 3_600_000_000_040n, 50n, 60n].map((time) => time + 10n ** 18n);
  const left = [...times];
  const { sockets } = scriptedSockets([1, 2, 3].map((result) => ({ call: 'listen', result })));
  const calls = tracedCalls(
    sockets,
    (traced) => [1, 2, 3].forEach((fd) => traced.listen(fd, 0)),
    4,
    (timespec) => {
      const time = left.shift() ?? 0n;
      timespec.set([Number(time / 1_000_000_000n), 0, Number(time % 1_000_000_000n), 0]);
    },
  );
  expect(calls.flatMap(({ enterNs, returnNs }) => [enterNs, returnNs])).toEqual(times.slice(1));
});

test('TracedSockets records what a datagram lost, and the error that came back for another', () => {
  const calls = tracedCalls(new NativeSockets(), (sockets) => {
    const server = sockets.socket(AF_INET, SOCK_DGRAM, 0);
    const client = sockets.socket(AF_INET, SOCK_DGRAM, 0);
    const address = Sockaddr.of({ address: '127.0.0.1', port: 0 }) as Sockaddr;
    sockets.bind(server, address);
    sockets.getsockname(server, address);
    sockets.setsockopt(client, IPPROTO_IP, IP_RECVERR, intOption(1));
    sockets.sendmsg(client, new Message({ buffer: bytes('too long'), address }), 0);
    sockets.recvmsg(server, new Message({ buffer: new Uint8Array(3), address: new Sockaddr() }), 0);
    sockets.close(server);
    sockets.sendmsg(client, new Message({ buffer: bytes('lost'), address }), 0);
    const error = new Message({ buffer: new Uint8Array(9), controlBytes: 256 });
    sockets.poll(new PollSet([{ fd: client, events: 0 }]), 2000);
    sockets.recvmsg(client, error, MSG_ERRQUEUE);
    sockets.close(client);
  });
  const [bind, sendmsg, recvmsg, error] = [calls[2], calls[5], calls[6], calls[10]];
  const { port } = bind?.local ?? { port: 0 };
  const [server, client] = [recvmsg?.fd, error?.fd];
  expect([sendmsg, recvmsg, calls[9], error].map((call) => call && callText(call))).toEqual([
    `sendmsg(${client}, 8, 127.0.0.1:${port}) = 8`,
    `recvmsg(${server}, 3) = 3 (MSG_TRUNC)`,
    `poll([{fd=${client}, events=0}], 2000) = 1 ([{fd=${client}, revents=POLLERR}])`,
    `recvmsg(${client}, 9, MSG_ERRQUEUE) = 4 (MSG_ERRQUEUE, {ee_errno=ECONNREFUSED, ee_origin=SO_EE_ORIGIN_ICMP, ` +
      'ee_type=3, ee_code=3, ee_info=0, ee_data=0})',
  ]);
  expect(sendmsg).toMatchObject({ peer: bind?.local, data: bytes('too long') });
  expect(recvmsg).toMatchObject({ local: bind?.local, data: bytes('too') });
  // Before it has an address of its own a socket is 0.0.0.0, with the port that it sends from.
  expect(recvmsg?.peer?.port).toBe(sendmsg?.local?.port);
  expect(error?.data).toEqual(bytes('lost'));
});

test('TracedSockets follows a copy of a descriptor and its flags', () => {
  const texts: string[] = [];
  const calls = tracedCalls(new NativeSockets(), (sockets) => {
    const { listener, client, server } = connectedPair(sockets);
    const copy = sockets.dup(client);
    const other = sockets.socket(AF_INET, SOCK_STREAM, 0);
    sockets.close(client);
    sockets.dup2(copy, other);
    sockets.close(copy);
    sockets.fcntl(other, F_SETFL, sockets.fcntl(other, F_GETFL, 0) | O_NONBLOCK);
    sockets.recv(other, new Uint8Array(1), 1, 0);
    for (const fd of [other, server, listener]) sockets.close(fd);
    texts.push(
      `dup(${client}) = ${copy}`,
      `dup2(${copy}, ${other}) = ${other}`,
      `fcntl(${other}, F_GETFL) = 2 (flags O_RDWR)`,
      `fcntl(${other}, F_SETFL, O_RDWR|O_NONBLOCK) = 0`,
      `recv(${other}, 1) = -1 EAGAIN (Resource temporarily unavailable)`,
    );
  });
  const chosen = calls.filter(({ call }) => ['dup', 'dup2', 'fcntl', 'recv'].includes(call));
  expect(chosen.map(callText)).toEqual(texts);
  const connect = calls.find(({ call }) => call === 'connect');
  for (const { local, peer } of chosen) expect({ local, peer }).toEqual({ local: connect?.local, peer: connect?.peer });
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
