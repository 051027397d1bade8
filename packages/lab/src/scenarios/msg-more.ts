import { MSG_MORE } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const msgMore: Scenario = {
  name: 'msg-more',
  family: 'data',
  summary: 'MSG_MORE holds bytes back until a send() without it',
  explanation: {
    asked: 'send() of 40 bytes with MSG_MORE, then send() of 40 bytes without.',
    happened:
      'The first returns and sends nothing; the second sends one segment with the bytes of both. Left alone ' +
      'the first would leave after 200 ms.',
    sources: ['send(2) MSG_MORE', 'tcp(7) TCP_CORK'],
  },
  steps: [
    ...connected,
    client.send('c', 40, MSG_MORE),
    client.send('c', 40),
    server.recv('s', 100).gives(80),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 80   send(c)#1[0:40] later + send(c)#2[40:80]   => recv(s)
    c < .       kernel ack
    ${CLOSED}
  `,
};
