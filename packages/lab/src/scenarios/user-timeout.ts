import { IPPROTO_TCP, TCP_USER_TIMEOUT } from '@sockscope/core';
import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const userTimeout: Scenario = {
  name: 'user-timeout',
  family: 'waiting',
  summary: 'the peer is gone without a word: TCP_USER_TIMEOUT ends the connection with ETIMEDOUT',
  explanation: {
    asked: 'The wire is cut. The client, with TCP_USER_TIMEOUT at one second, sends and waits for an answer.',
    happened:
      'send() succeeds: it only fills a buffer. The kernel repeats the segment, each time after twice as long, ' +
      'until a second is over; then the waiting recv() fails with ETIMEDOUT. Without the option that takes a ' +
      'quarter of an hour. Nothing tells the server.',
    sources: ['tcp(7) TCP_USER_TIMEOUT', 'RFC 9293 §3.8.3', 'RFC 6298 §5'],
  },
  needs: { wire: {} },
  steps: [
    ...connected,
    client.setsockopt('c', IPPROTO_TCP, TCP_USER_TIMEOUT, 1000),
    wire.isCut(),
    client.send('c', 'hello?'),
    client.recv('c', 100).fails('ETIMEDOUT'),
    client.close('c'),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 6    send(c)[0:6]
    + c > P. 6  kernel retransmission|tail-loss-probe of send(c)[0:6]
    c client  CLOSED
  `,
};
