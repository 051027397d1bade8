import { IPPROTO_TCP, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const delayedAck: Scenario = {
  name: 'delayed-ack',
  family: 'waiting',
  summary: 'an ACK waits 40 ms for an answer to ride on',
  explanation: {
    asked: 'The client sends 8 bytes; the server sends nothing back.',
    happened:
      "The server's kernel holds the acknowledgment back, in case an answer comes that can carry it. After 40 " +
      'ms it sends it alone. No call had a part in it.',
    sources: ['RFC 9293 §3.8.6.3', 'RFC 1122 §4.2.3.2', 'tcp(7) TCP_QUICKACK'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 'question'),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(8),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 8   send(c)[0:8]          => recv(s)
    c < .      kernel delayed-ack
    ${CLOSED}
  `,
};
