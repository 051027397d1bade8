import { client, meanwhile, pause, server, wire } from '../script';
import type { Scenario } from '../script';
import { CLOSED_AFAR, closed, listening } from './openings';

export const synCookies: Scenario = {
  name: 'syn-cookies',
  family: 'opening',
  summary: 'with SYN cookies the server keeps nothing of a SYN: it cannot repeat its SYN-ACK',
  explanation: {
    asked:
      "The server answers with cookies (tcp_syncookies = 2). The wire loses the client's ACK; after 1.5 seconds the client sends.",
    happened:
      'All that the server must remember of the SYN is in the sequence number of its SYN-ACK. So it has no timer, and does not ' +
      'repeat the SYN-ACK after a second as it would otherwise (queue-full-at-last-ack). The first segment that acknowledges the ' +
      'cookie, here the data, makes the connection, and accept() returns. Kernels do this when SYNs flood a listening socket.',
    article: 'The article has a queue of half-open connections. With cookies there is none that could be flooded.',
    sources: ['tcp(7) tcp_syncookies', 'RFC 4987 §3.6'],
  },
  needs: { wire: {}, settings: { 'net.ipv4.tcp_syncookies': '2' } },
  steps: [
    ...listening,
    meanwhile(server.accept('l', 's')),
    server.isInside('accept'),
    wire.loses({ from: 'client', flags: '.' }),
    client.socket('c'),
    client.connect('c', 'l'),
    pause(1500),
    client.send('c', 'hello'),
    server.finished(),
    server.recv('s', 100).gives(5),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    c > S      connect(c)
    c < S.     kernel handshake-answer   => connect(c)
    c > .      kernel handshake-ack
    c > P. 5   send(c)[0:5]              => accept(l) in-call, recv(s)
    * c > P. 5 kernel retransmission|tail-loss-probe of send(c)[0:5]    // the machine was slow, and the data was repeated
    + c < .    kernel ack|delayed-ack|duplicate-ack
    c client   SYN-SENT ESTABLISHED
    c server   LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED_AFAR}
  `,
};
