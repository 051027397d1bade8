import { IPPROTO_TCP, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const quickack: Scenario = {
  name: 'quickack',
  family: 'waiting',
  summary: 'TCP_QUICKACK: the ACK comes at once',
  explanation: {
    asked: 'The same as delayed-ack, with TCP_QUICKACK set at the server.',
    happened:
      'The acknowledgment leaves microseconds after the data came. The option is not permanent: the kernel ' +
      'goes back to delaying by its own rules, and a new connection begins quick anyway.',
    sources: ['tcp(7) TCP_QUICKACK', 'RFC 9293 §3.8.6.3'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 1),
    client.send('c', 'question'),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(8),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 8   send(c)[0:8]          => recv(s)
    c < .      kernel ack
    ${CLOSED}
  `,
};
