import { IPPROTO_TCP, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const coalesced: Scenario = {
  name: 'coalesced',
  family: 'data',
  summary: 'bytes of several sends share a segment, and one recv() takes them all',
  explanation: {
    asked: 'Three sends, of 4, 4 and 5 bytes.',
    happened:
      'The first leaves alone; the other two wait for its acknowledgment and then leave as one segment. TCP ' +
      'carries a stream of bytes: where one send() ended, nothing on the wire and nothing in recv() tells.',
    article:
      "The article's programs take one recv() for one send(). That holds only as long as both are small and " + 'slow.',
    sources: ['RFC 9293 §3.7.4', 'recv(2)', 'tcp(7)'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 'one '),
    client.send('c', 'two '),
    client.send('c', 'three'),
    client.isAcknowledged('c'),
    server.recv('s', 100).gives(13),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 4   send(c)#1[0:4]
    c < .      kernel delayed-ack
    c > P. 9   send(c)#2[4:8] later + send(c)#3[8:13] later   => recv(s)
    c < .      kernel ack|delayed-ack
    ${CLOSED}
  `,
};
