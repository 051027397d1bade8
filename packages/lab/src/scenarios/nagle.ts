import { IPPROTO_TCP, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const nagle: Scenario = {
  name: 'nagle',
  family: 'data',
  summary: 'a second small send() waits in the kernel until the first is acknowledged',
  explanation: {
    asked: 'Two sends of 10 bytes, one after the other, to a server that does not answer.',
    happened:
      'Both return at once. The first makes a segment; the second makes none, because less than a full segment ' +
      "waits while data is unacknowledged (Nagle's algorithm). Its segment leaves 40 ms later, when the " +
      "server's delayed ACK comes, long after send() returned.",
    sources: ['RFC 9293 §3.7.4', 'RFC 1122 §4.2.3.4', 'RFC 9293 §3.8.6.3', 'tcp(7) TCP_NODELAY'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 10),
    client.send('c', 10),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(20),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 10   send(c)#1[0:10]
    c < .       kernel delayed-ack
    c > P. 10   send(c)#2[10:20] later   => recv(s)
    c < .       kernel ack|delayed-ack
    ${CLOSED}
  `,
};
