import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { closedByExit } from './openings';

export const abortOnOverflow: Scenario = {
  name: 'abort-on-overflow',
  family: 'opening',
  summary: 'the same with tcp_abort_on_overflow: a RST in place of patience',
  explanation: {
    asked: "As in queue-full-at-last-ack, with the server's setting tcp_abort_on_overflow = 1.",
    happened:
      "The ACK that finds the queue full is answered by a RST: the client's connect() has succeeded, and its " +
      'recv() fails with ECONNRESET. A SYN that finds the queue full is still dropped without a word, whatever ' +
      'the setting (backlog-full).',
    sources: ['tcp(7) tcp_abort_on_overflow', 'listen(2)'],
  },
  needs: { wire: {}, settings: { 'net.ipv4.tcp_abort_on_overflow': '1' } },
  steps: [
    server.socket('l'),
    server.bind('l'),
    server.listen('l', 2),
    client.socket('c1'),
    client.connect('c1', 'l'),
    client.socket('c2'),
    client.connect('c2', 'l'),
    wire.holds({ from: 'client', flags: '.' }, 'the ACK', { count: 1 }),
    client.socket('c3'),
    client.connect('c3', 'l'),
    client.socket('c4'),
    client.connect('c4', 'l'),
    wire.releases('the ACK'),
    client.recv('c3', 100).fails('ECONNRESET'),
    client.close('c3'),
    server.accept('l', 's1'),
    server.accept('l', 's2'),
    server.accept('l', 's4'),
    server.close('l'),
    client.exit(0),
  ],
  expect: `
    c1 > S    connect(c1)
    c1 < S.   kernel handshake-answer   => connect(c1)
    c1 > .    kernel handshake-ack      => accept(l)#1
    c1 client  SYN-SENT ESTABLISHED
    c1 server  LISTEN SYN-RECEIVED ESTABLISHED
    ${closedByExit('c1')}
    c2 > S    connect(c2)
    c2 < S.   kernel handshake-answer   => connect(c2)
    c2 > .    kernel handshake-ack      => accept(l)#2
    c2 client  SYN-SENT ESTABLISHED
    c2 server  LISTEN SYN-RECEIVED ESTABLISHED
    ${closedByExit('c2')}
    c3 > S    connect(c3)
    c3 < S.   kernel handshake-answer     => connect(c3)
    c3 > .    kernel handshake-ack
    c3 < R    kernel reset-dead-socket    => recv(c3)
    c3 client  SYN-SENT ESTABLISHED CLOSED
    c3 server  LISTEN SYN-RECEIVED CLOSED
    c4 > S    connect(c4)
    c4 < S.   kernel handshake-answer   => connect(c4)
    c4 > .    kernel handshake-ack      => accept(l)#3
    c4 client  SYN-SENT ESTABLISHED
    c4 server  LISTEN SYN-RECEIVED ESTABLISHED
    ${closedByExit('c4')}
  `,
};
