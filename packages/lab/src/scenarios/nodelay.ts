import { IPPROTO_TCP, TCP_NODELAY, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const nodelay: Scenario = {
  name: 'nodelay',
  family: 'data',
  summary: 'TCP_NODELAY: every send() makes its segment at once',
  explanation: {
    asked: 'Three sends of 10 bytes with TCP_NODELAY set.',
    happened:
      'Three sends, three segments, each inside of its send(), whether or not the one before was acknowledged. ' +
      'One recv() takes all of them.',
    sources: ['tcp(7) TCP_NODELAY', 'RFC 9293 §3.7.4'],
  },
  steps: [
    ...connected,
    client.setsockopt('c', IPPROTO_TCP, TCP_NODELAY, 1),
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 10),
    client.send('c', 10),
    client.send('c', 10),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(30),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 10     send(c)#1[0:10]
    mix {
    c > P. 10     send(c)#2[10:20]
    c > P. 10     send(c)#3[20:30]   => recv(s)
    * c > P. 10   kernel retransmission|tail-loss-probe of send(c)   // a tail loss probe came before the delayed ACK
    + c < .       kernel ack|delayed-ack|duplicate-ack
    }
    ${CLOSED}
  `,
};
