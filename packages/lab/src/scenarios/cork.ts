import { IPPROTO_TCP, TCP_CORK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const cork: Scenario = {
  name: 'cork',
  family: 'data',
  summary: 'TCP_CORK gathers sends; taking it out sends the segment',
  explanation: {
    asked: 'TCP_CORK is set, two sends of 40 bytes follow, and it is taken away again.',
    happened:
      'Neither send() makes a packet. The setsockopt() that takes the cork out sends one segment with the ' +
      'bytes of both: a call that carries no data causes the packet.',
    sources: ['tcp(7) TCP_CORK'],
  },
  steps: [
    ...connected,
    client.setsockopt('c', IPPROTO_TCP, TCP_CORK, 1),
    client.send('c', 40),
    client.send('c', 40),
    client.setsockopt('c', IPPROTO_TCP, TCP_CORK, 0),
    server.recv('s', 100).gives(80),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 80   send(c)#1[0:40] later + send(c)#2[40:80] later + setsockopt(c)#2   => recv(s)
    ? c < .     kernel ack|delayed-ack    // the data was acknowledged before the end
    ${CLOSED}
  `,
};
