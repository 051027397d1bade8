import type { Timeline } from '../src/model';
import { TimelineBuilder } from './timeline-builder';

const CLIENT = '127.0.0.1:51234';
const SERVER = '127.0.0.1:8888';
const HELLO = '你好，TCP客户端！\n';
const HELLO_BYTES = 25;

/** The article's run: a blocked accept(), one word there, the Chinese greeting back, a close in three segments. */
export function articleRun(): Timeline {
  const t = new TimelineBuilder();
  t.connection('tcp', CLIENT, SERVER, {
    close: { kind: 'three-segment', clientFin: null, serverFin: null, reset: null },
  });
  t.call({
    role: 'server',
    call: 'socket',
    fd: null,
    enter: 0,
    leave: 12,
    result: 3,
    arguments: { domain: 'AF_INET' },
  });
  t.call({
    role: 'server',
    call: 'bind',
    fd: 3,
    enter: 20,
    leave: 24,
    result: 0,
    arguments: { address: { address: '127.0.0.1', port: 8888 } },
  });
  const listen = t.call({
    role: 'server',
    call: 'listen',
    fd: 3,
    enter: 30,
    leave: 33,
    result: 0,
    arguments: { backlog: 5 },
  });
  const accept = t.call({ role: 'server', call: 'accept', fd: 3, enter: 40, leave: 180, result: 4, peer: CLIENT });
  t.call({ role: 'client', call: 'socket', fd: null, enter: 100, leave: 106, result: 3 });
  const connect = t.call({
    role: 'client',
    call: 'connect',
    enter: 112,
    leave: 140,
    result: 0,
    arguments: { address: { address: '127.0.0.1', port: 8888 } },
  });
  const syn = t.packet({ at: 120, from: 'client', flags: 'S', sequence: 0, owner: connect });
  const synAck = t.packet({
    at: 126,
    from: 'server',
    flags: 'S.',
    sequence: 0,
    acknowledges: 1,
    owner: ['handshake-answer', 'the kernel answers for listen(3); accept(3) was already waiting'],
  });
  const ack = t.packet({
    at: 131.5,
    from: 'client',
    flags: '.',
    sequence: 1,
    acknowledges: 1,
    owner: ['handshake-ack', "sent by the client's kernel inside connect(3)"],
  });
  const send = t.call({
    role: 'client',
    call: 'send',
    enter: 412,
    leave: 450,
    result: 6,
    arguments: { lengthBytes: 6 },
    data: '你好',
  });
  const data = t.packet({
    at: 430,
    from: 'client',
    flags: 'P.',
    sequence: 1,
    acknowledges: 1,
    payloadBytes: 6,
    owner: send,
  });
  t.packet({
    at: 436,
    from: 'server',
    flags: '.',
    sequence: 1,
    acknowledges: 7,
    owner: ['ack', 'acknowledges bytes 0 to 6 of send(3)'],
  });
  const received = t.call({
    role: 'server',
    call: 'recv',
    enter: 200,
    leave: 470,
    result: 6,
    arguments: { lengthBytes: 255 },
    data: '你好',
  });
  const reply = t.call({
    role: 'server',
    call: 'send',
    enter: 480,
    leave: 520,
    result: HELLO_BYTES,
    arguments: { lengthBytes: HELLO_BYTES },
    data: HELLO,
  });
  const greeting = t.packet({
    at: 500,
    from: 'server',
    flags: 'P.',
    sequence: 1,
    acknowledges: 7,
    payloadBytes: HELLO_BYTES,
    owner: reply,
  });
  const closeServer = t.call({ role: 'server', call: 'close', enter: 530, leave: 545, result: 0 });
  const finServer = t.packet({
    at: 540,
    from: 'server',
    flags: 'F.',
    sequence: 26,
    acknowledges: 7,
    owner: closeServer,
  });
  const receivedBack = t.call({
    role: 'client',
    call: 'recv',
    enter: 455,
    leave: 560,
    result: HELLO_BYTES,
    arguments: { lengthBytes: 255 },
    data: HELLO,
  });
  const eof = t.call({
    role: 'client',
    call: 'recv',
    enter: 570,
    leave: 572,
    result: 0,
    arguments: { lengthBytes: 255 },
  });
  const closeClient = t.call({ role: 'client', call: 'close', enter: 580, leave: 600, result: 0 });
  const finClient = t.packet({
    at: 590,
    from: 'client',
    flags: 'F.',
    sequence: 7,
    acknowledges: 27,
    acknowledgesFin: true,
    owner: closeClient,
  });
  const last = t.packet({
    at: 1002590,
    from: 'server',
    flags: '.',
    sequence: 27,
    acknowledges: 8,
    acknowledgesFin: true,
    owner: ['ack', "acknowledges the client's FIN"],
  });
  t.link({ call: connect, packet: synAck, relation: 'completes' });
  t.link({ call: accept, packet: ack, relation: 'completes' });
  t.link({ call: received, packet: data, relation: 'completes', bytes: { from: 0, to: 6 } });
  t.link({ call: receivedBack, packet: greeting, relation: 'completes', bytes: { from: 0, to: HELLO_BYTES } });
  t.link({ call: eof, packet: finServer, relation: 'completes', when: 'earlier' });
  t.state(0, 'server', 'LISTEN', { kind: 'call', call: listen, at: 'return' });
  t.state(0, 'client', 'SYN-SENT', { kind: 'packet', packet: syn });
  t.state(0, 'server', 'SYN-RECEIVED', { kind: 'packet', packet: synAck });
  t.state(0, 'client', 'ESTABLISHED', { kind: 'packet', packet: synAck });
  t.state(0, 'server', 'ESTABLISHED', { kind: 'packet', packet: ack });
  t.state(0, 'server', 'FIN-WAIT-1', { kind: 'packet', packet: finServer });
  t.state(0, 'client', 'CLOSE-WAIT', { kind: 'packet', packet: finServer });
  t.state(0, 'client', 'LAST-ACK', { kind: 'packet', packet: finClient });
  t.state(0, 'server', 'TIME-WAIT', { kind: 'packet', packet: finClient });
  t.state(0, 'client', 'CLOSED', { kind: 'packet', packet: last });
  t.phases(0, {
    connectToSynNs: 8000n,
    synToSynAckNs: 6000n,
    synAckToAckNs: 5500n,
    ackToConnectReturnNs: 8500n,
    ackToAcceptReturnNs: 48_500n,
  });
  return t.exit('client', 1002700, 'exited with status 0').build();
}

/** connect() to a port where nobody listens. */
export function refusedConnect(): Timeline {
  const t = new TimelineBuilder();
  t.connection('tcp', '[::1]:40000', '[::1]:9', {
    close: { kind: 'reset', clientFin: null, serverFin: null, reset: null },
  });
  const connect = t.call({
    role: 'client',
    call: 'connect',
    enter: 0,
    leave: 45,
    errno: 'ECONNREFUSED',
    arguments: { address: { address: '::1', port: 9 } },
  });
  const syn = t.packet({ at: 20, from: 'client', flags: 'S', owner: connect });
  const rst = t.packet({
    at: 28,
    from: 'server',
    flags: 'R.',
    acknowledges: 1,
    owner: ['refused-no-listener', 'the kernel refuses: no socket listens on port 9'],
  });
  t.link({ call: connect, packet: rst, relation: 'completes' });
  t.state(0, 'client', 'SYN-SENT', { kind: 'packet', packet: syn });
  t.state(0, 'client', 'CLOSED', { kind: 'packet', packet: rst });
  return t.build();
}

/** A datagram to a closed port: the ICMP error comes back inside send(), the next send() reports it. */
export function udpPortUnreachable(): Timeline {
  const t = new TimelineBuilder();
  t.connection('udp', '127.0.0.1:45000', '127.0.0.1:7');
  t.call({
    role: 'client',
    call: 'connect',
    enter: 0,
    leave: 4,
    result: 0,
    arguments: { address: { address: '127.0.0.1', port: 7 } },
  });
  const first = t.call({
    role: 'client',
    call: 'send',
    enter: 10,
    leave: 60,
    result: 6,
    arguments: { lengthBytes: 6 },
    data: 'hello\n',
  });
  t.packet({ at: 30, from: 'client', payloadBytes: 6, owner: first });
  const icmp = t.packet({
    at: 42,
    from: 'server',
    icmpText: 'destination unreachable: port unreachable',
    owner: ['port-unreachable', 'the kernel reports: no socket at port 7'],
  });
  const second = t.call({
    role: 'client',
    call: 'send',
    enter: 70,
    leave: 75,
    errno: 'ECONNREFUSED',
    arguments: { lengthBytes: 6 },
    data: 'again\n',
  });
  t.link({ call: second, packet: icmp, relation: 'completes', when: 'earlier' });
  return t.build();
}

/** A capture without traces: the calls are inferred; a lost segment is sent again. */
export function inferredCalls(): Timeline {
  const t = new TimelineBuilder();
  t.connection('tcp', '192.0.2.10:50000', '198.51.100.7:80');
  const connect = t.call({
    role: 'client',
    call: 'connect',
    fd: null,
    enter: 0,
    leave: 20_000,
    result: 0,
    inferred: true,
  });
  t.packet({ at: 0, from: 'client', flags: 'S', owner: connect });
  t.packet({
    at: 19_900,
    from: 'server',
    flags: 'S.',
    acknowledges: 1,
    owner: ['handshake-answer', 'the kernel answers for a listening socket'],
  });
  t.packet({
    at: 20_000,
    from: 'client',
    flags: '.',
    sequence: 1,
    acknowledges: 1,
    owner: ['handshake-ack', "sent by the client's kernel"],
  });
  const send = t.call({
    role: 'client',
    call: 'send',
    fd: null,
    enter: 21_000,
    inferred: true,
    arguments: { lengthBytes: 100_000 },
  });
  t.packet({
    at: 21_000,
    from: 'client',
    flags: 'P.',
    sequence: 1,
    acknowledges: 1,
    payloadBytes: 100_000,
    owner: send,
  });
  t.packet({
    at: 221_000,
    from: 'client',
    flags: 'P.',
    sequence: 1,
    acknowledges: 1,
    payloadBytes: 100_000,
    owner: send,
    isRetransmission: true,
  });
  t.packet({
    at: 241_000,
    from: 'server',
    flags: '.',
    sequence: 1,
    acknowledges: 100_001,
    windowBytes: 0,
    owner: ['ack', 'acknowledges bytes 0 to 100000'],
  });
  t.packet({ at: null, from: 'server', flags: 'R', sequence: 1 });
  t.packet({ at: 250_000, from: 'server', connection: null });
  return t.problem('packet 8 belongs to no connection').build();
}

/** A forking server: accept() of the parent stays blocked while two children serve; one is killed while it waits. */
export function overlappingCalls(): Timeline {
  const t = new TimelineBuilder();
  t.connection('tcp', CLIENT, SERVER);
  t.call({ role: 'server', call: 'accept', fd: 3, enter: 10, leave: 500, result: 5, peer: '127.0.0.1:51236' });
  t.call({ role: 'server', call: 'recv', enter: 20, leave: 200, result: 2, data: 'a\n', process: 'server-8' });
  t.call({ role: 'server', call: 'recv', enter: 30, errno: 'ECONNRESET', leave: 260, process: 'server-9' });
  t.packet({ at: 100, from: 'client', flags: 'P.', sequence: 1, acknowledges: 1, payloadBytes: 2 });
  t.call({ role: 'server', call: 'send', enter: 205, leave: 210, result: 2, data: 'a\n', process: 'server-8' });
  t.call({ role: 'server', call: 'recv', enter: 220, thread: 1, data: new Uint8Array() });
  return t.exit('server', 900, 'killed by SIGKILL').build();
}

/** Everything that a peer can put into text: escapes, bidi, wide characters, marks, halves of characters. */
export function hostileTexts(): Timeline {
  const t = new TimelineBuilder();
  t.connection('tcp', CLIENT, SERVER);
  const evil = '\u001b[2J\u009b2J\u202e\u200b{red-fg}\u0301\u0301\ud800\u0000你\n';
  const send = t.call({
    role: 'client',
    call: 'send',
    enter: 0,
    leave: 5,
    errno: evil,
    arguments: { flags: [evil] },
    data: evil,
  });
  t.packet({ at: 2, from: 'client', flags: 'P.', sequence: 1, acknowledges: 1, payloadBytes: 40, owner: send });
  t.packet({ at: 3, from: 'server', icmpText: evil, owner: ['port-unreachable', evil] });
  return t.exit('client', 9, evil).problem(evil).build();
}

export const scenarios: Readonly<Record<string, () => Timeline>> = {
  'article-run': articleRun,
  'refused-connect': refusedConnect,
  'udp-port-unreachable': udpPortUnreachable,
  'inferred-calls': inferredCalls,
  'overlapping-calls': overlappingCalls,
};
