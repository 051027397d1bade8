import { client, pause, server, wire } from '../script';
import type { Scenario } from '../script';
import { closedByExit } from './openings';

export const queueFullAtLastAck: Scenario = {
  name: 'queue-full-at-last-ack',
  family: 'opening',
  summary: 'the accept queue fills between SYN-ACK and ACK: the client believes it is connected',
  explanation: {
    asked:
      'listen() with a backlog of 2, and four clients. The wire holds the last ACK of the third until the ' +
      'fourth has taken the last place.',
    happened:
      "The third SYN was answered while there was room, so that client's connect() has succeeded. Its ACK " +
      "finds the queue full: the server's kernel ignores it and knows no connection. After a second it repeats " +
      "its SYN-ACK; by then accept() has made room, and the client's answer completes the handshake.",
    sources: ['listen(2)', 'tcp(7) tcp_abort_on_overflow', 'RFC 9293 §3.5'],
  },
  needs: { wire: {} },
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
    pause(100),
    server.accept('l', 's1'),
    server.accept('l', 's2'),
    server.accept('l', 's4'),
    server.accept('l', 's3'),
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
    c3 < S.   kernel handshake-answer   => connect(c3)
    c3 > .    kernel handshake-ack
    c3 < S.   kernel syn-ack-retransmission
    c3 > .    kernel ack|handshake-ack|duplicate-ack      => accept(l)#4
    c3 client  SYN-SENT ESTABLISHED
    c3 server  LISTEN SYN-RECEIVED ESTABLISHED
    ${closedByExit('c3')}
    c4 > S    connect(c4)
    c4 < S.   kernel handshake-answer   => connect(c4)
    c4 > .    kernel handshake-ack      => accept(l)#3
    c4 client  SYN-SENT ESTABLISHED
    c4 server  LISTEN SYN-RECEIVED ESTABLISHED
    ${closedByExit('c4')}
  `,
};
