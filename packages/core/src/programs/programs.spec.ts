import { faultySockets } from '../../test/faulty-sockets';
import { connectedPair } from '../../test/loopback';
import { RecordedIo } from '../../test/recorded-io';
import { scriptedSockets } from '../../test/scripted-sockets';
import type { ScriptedCall } from '../../test/scripted-sockets';
import { EAGAIN, ECONNABORTED, ECONNREFUSED, ECONNRESET, EINPROGRESS, EINTR, EINVAL, EPIPE } from '../linux-constants';
import { NativeSockets } from '../native/native-sockets';
import { TCP_SERVER_REPLY } from './article-texts';
import type { ProgramResult, ProgramSetup } from './program';
import { totalsText } from './program';
import { sendAll } from './retry';
import { runSetup } from './run-setup';

const bytes = (text: string) => new TextEncoder().encode(text);

function setup(fields: Partial<ProgramSetup>): ProgramSetup {
  return {
    role: 'server',
    protocol: 'tcp',
    article: false,
    endpoint: { address: '127.0.0.1', port: 8888 },
    backlog: 5,
    bufferBytes: 255,
    timeoutMs: 0,
    count: 1,
    acceptDelayMs: 0,
    ...fields,
  };
}

const LISTEN: readonly ScriptedCall[] = [
  { call: 'socket', result: 3 },
  { call: 'setsockopt', result: 0 },
  { call: 'bind', result: 0 },
  { call: 'listen', result: 0 },
];
const replyBytes = bytes(TCP_SERVER_REPLY).length;

/** Runs a program on a script of which nothing may be left over. */
function run(fields: Partial<ProgramSetup>, script: readonly ScriptedCall[], lines: readonly string[] = []) {
  const io = new RecordedIo(lines);
  const { sockets, sent, left } = scriptedSockets(script);
  const result: ProgramResult = runSetup(sockets, io, setup(fields));
  expect(left).toEqual([]);
  return { io, sent, result };
}

describe('TcpServer', () => {
  test("makes the textbook's calls in the textbook's order", () => {
    const { io, sent, result } = run({ article: true, acceptDelayMs: 7 }, [
      ...LISTEN,
      { call: 'accept', result: 4 },
      { call: 'recv', result: 6, data: bytes('你好') },
      { call: 'send', result: replyBytes },
      { call: 'close', result: 0 },
      { call: 'close', result: 0 },
    ]);
    expect(sent).toEqual([TCP_SERVER_REPLY]);
    expect(io.printed).toEqual(['你好\n']);
    expect(io.pauses).toEqual([7]);
    expect(result.totals).toEqual({ connections: 1, datagrams: 0, bytesIn: 6, bytesOut: replyBytes });
    expect(io.listeners).toEqual([{ address: '127.0.0.1', port: 8888 }]);
  });

  test('goes on with a partial send, and makes an interrupted call again', () => {
    const { sent, io } = run({}, [
      ...LISTEN,
      { call: 'accept', result: -EINTR },
      { call: 'accept', result: 4 },
      { call: 'recv', result: -EINTR },
      { call: 'recv', result: 5, data: bytes('hello') },
      { call: 'send', result: 2 },
      { call: 'send', result: -EINTR },
      { call: 'send', result: 3 },
      { call: 'recv', result: 0 },
      { call: 'close', result: 0 },
      { call: 'close', result: 0 },
    ]);
    expect(sent).toEqual(['he', '', 'llo']);
    expect(io.reported).toEqual(['unknown: 5 bytes echoed']);
  });

  test('outlives whatever happens on a connection, and says what it was', () => {
    const { io, result } = run({ count: 4, timeoutMs: 30_000 }, [
      { call: 'socket', result: 3 },
      { call: 'setsockopt', result: 0 },
      { call: 'bind', result: 0 },
      { call: 'setsockopt', result: 0 },
      { call: 'listen', result: 0 },
      { call: 'accept', result: -ECONNABORTED },
      ...[-ECONNRESET, -EAGAIN].flatMap((result): ScriptedCall[] => [
        { call: 'accept', result: 4 },
        { call: 'setsockopt', result: 0 },
        { call: 'recv', result },
        { call: 'close', result: 0 },
      ]),
      ...[-EPIPE, -EAGAIN].flatMap((result): ScriptedCall[] => [
        { call: 'accept', result: 4 },
        { call: 'setsockopt', result: 0 },
        { call: 'recv', result: 1, data: bytes('x') },
        { call: 'send', result },
        { call: 'close', result: 0 },
      ]),
      { call: 'close', result: 0 },
    ]);
    expect(io.reported).toEqual([
      'accept(3) = -1 ECONNABORTED (Software caused connection abort)',
      'unknown: recv(4, 255) = -1 ECONNRESET (Connection reset by peer)',
      'unknown: nothing came for 30 s, connection closed',
      'unknown: send(4, 1) = -1 EPIPE (Broken pipe)',
      'unknown: took nothing for 30 s, connection closed',
    ]);
    expect(result).toMatchObject({ failure: null, totals: { connections: 4 } });
  });

  test('ends with the failure of a listener that is broken, and closes what it opened', () => {
    const broken = run({}, [...LISTEN, { call: 'accept', result: -EINVAL }, { call: 'close', result: 0 }]);
    expect(broken.result.failure).toMatchObject({ call: 'accept', name: 'EINVAL' });
    const taken = run({}, [...LISTEN.slice(0, 2), { call: 'bind', result: -98 }, { call: 'close', result: 0 }]);
    expect(taken.result.failure).toEqual({
      call: 'bind',
      args: ['3', '127.0.0.1:8888'],
      errno: 98,
      name: 'EADDRINUSE',
    });
  });
});

describe('TcpClient', () => {
  const exchange = (fd: number, length: number): ScriptedCall[] => [
    { call: 'socket', result: fd },
    { call: 'connect', result: 0 },
    { call: 'send', result: length },
    { call: 'recv', result: replyBytes, data: bytes(TCP_SERVER_REPLY) },
    { call: 'close', result: 0 },
  ];

  test("makes a connection for each word, as the textbook's does", () => {
    const { io, sent, result } = run(
      { role: 'client', article: true },
      [...exchange(3, 6), ...exchange(3, 2)],
      ['你好  hi', ''],
    );
    expect(sent).toEqual(['你好', 'hi']);
    expect(io.printed).toEqual([TCP_SERVER_REPLY, TCP_SERVER_REPLY]);
    expect(result).toMatchObject({ failure: null, hasProblems: false, totals: { connections: 2 } });
  });

  test('reads an echo in as many pieces as it comes in, and prints no half characters', () => {
    const { io, sent } = run(
      { role: 'client' },
      [
        { call: 'socket', result: 3 },
        { call: 'connect', result: 0 },
        { call: 'send', result: 4 },
        { call: 'recv', result: 2, data: bytes('你').subarray(0, 2) },
        { call: 'recv', result: 2, data: Uint8Array.of(0xa0, 0x0a) },
        { call: 'close', result: 0 },
      ],
      ['你'],
    );
    expect(sent).toEqual(['你\n']);
    expect(io.printed.join('')).toBe('你\n');
  });

  test('says that a server refuses, does not answer, or ends early', () => {
    const open: ScriptedCall[] = [
      { call: 'socket', result: 3 },
      { call: 'setsockopt', result: 0 },
      { call: 'setsockopt', result: 0 },
    ];
    const end: ScriptedCall = { call: 'close', result: 0 };
    const client = { role: 'client', timeoutMs: 2000 } as const;
    const refused = run(client, [...open, { call: 'connect', result: -ECONNREFUSED }, end], ['x']);
    expect(refused.result).toMatchObject({ failure: { call: 'connect', name: 'ECONNREFUSED' }, hasProblems: true });

    const silent = run(client, [...open, { call: 'connect', result: -EINPROGRESS }, end], ['x']);
    expect(silent.io.reported).toEqual(['127.0.0.1:8888 did not answer for 2 s']);
    expect(silent.result).toMatchObject({ failure: null, hasProblems: true });

    const connected: ScriptedCall[] = [...open, { call: 'connect', result: 0 }, { call: 'send', result: 2 }];
    const early = run(client, [...connected, { call: 'recv', result: 0 }, end], ['x']);
    expect(early.io.reported).toEqual(['127.0.0.1:8888 closed the connection']);
    const slow = run(client, [...connected, { call: 'recv', result: -EAGAIN }, end], ['x']);
    expect(slow.io.reported).toEqual(['nothing came from 127.0.0.1:8888 for 2 s']);
  });
});

describe('UDP programs', () => {
  test("UdpServer answers each datagram with the textbook's text", () => {
    const { io, sent, result } = run({ protocol: 'udp', article: true, count: 2 }, [
      { call: 'socket', result: 3 },
      { call: 'bind', result: 0 },
      { call: 'recvfrom', result: 2, data: bytes('hi') },
      { call: 'sendto', result: 9 },
      { call: 'recvfrom', result: 0 },
      { call: 'sendto', result: -ECONNREFUSED },
      { call: 'close', result: 0 },
    ]);
    expect(io.printed).toEqual(['Received From Client: hi\n', 'Received From Client: \n']);
    expect(sent).toEqual(['Recieved.', '']);
    expect(io.reported).toEqual(['sendto(3, 9, unknown) = -1 ECONNREFUSED (Connection refused)']);
    expect(totalsText('udp', result.totals)).toBe('2 datagrams, 2 bytes in, 9 bytes out');
  });

  test('UdpClient sends a datagram a line and prints the answer, and goes on when one is lost', () => {
    const { io, sent, result } = run(
      { role: 'client', protocol: 'udp', article: true, timeoutMs: 1000 },
      [
        { call: 'socket', result: 3 },
        { call: 'setsockopt', result: 0 },
        { call: 'sendto', result: 1 },
        { call: 'recvfrom', result: -EAGAIN },
        { call: 'sendto', result: 1 },
        { call: 'recvfrom', result: 9, data: bytes('Recieved.') },
        { call: 'close', result: 0 },
      ],
      ['a', 'b'],
    );
    expect(sent).toEqual(['a', 'b']);
    expect(io.printed).toEqual(['Recieved From Server: Recieved.\n']);
    expect(io.reported).toEqual(['nothing came from 127.0.0.1:8888 for 1 s']);
    expect(result).toMatchObject({ failure: null, hasProblems: true });
  });

  test('UdpClient that echoes learns that nobody listens', () => {
    const { result } = run(
      { role: 'client', protocol: 'udp' },
      [
        { call: 'socket', result: 3 },
        { call: 'connect', result: 0 },
        { call: 'send', result: 1 },
        { call: 'recv', result: -ECONNREFUSED },
        { call: 'close', result: 0 },
      ],
      ['a'],
    );
    expect(result.failure).toMatchObject({ call: 'recv', name: 'ECONNREFUSED' });
  });
});

test('sendAll() moves every byte over a real connection whose sends are cut short and interrupted', () => {
  const native = new NativeSockets();
  const { listener, client, server } = connectedPair(native);
  const message = Uint8Array.from({ length: 1000 }, (_byte, index) => index % 251);
  const faulty = faultySockets(native, [
    { call: 'send', nth: 1, mostBytes: 7 },
    { call: 'send', nth: 2, errno: EINTR },
    { call: 'send', nth: 3, mostBytes: 500 },
  ]);
  expect(sendAll(faulty, new RecordedIo(), client, message, 1000)).toMatchObject({ bytes: 1000, lastLengthBytes: 493 });
  const received = new Uint8Array(1000);
  expect(native.recv(server, received, 1000, 0x100)).toBe(1000);
  expect(received).toEqual(message);
  for (const fd of [client, server, listener]) native.close(fd);
});
