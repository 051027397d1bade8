import { MSG_TRUNC } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';

export const udpTruncated: Scenario = {
  name: 'udp-truncated',
  family: 'udp',
  summary: 'a datagram longer than the buffer is cut, and the rest is gone',
  explanation: {
    asked: 'Two datagrams of 100 bytes, received with a buffer of 10 bytes; the second time with MSG_TRUNC.',
    happened:
      'A recvfrom() takes one whole datagram and throws away what does not fit: 90 bytes are lost, and the ' +
      'next call gets the next datagram. With MSG_TRUNC the result is the real length.',
    article:
      "The article's programs receive 255 bytes at most. For UDP the rest of a longer message is gone, for TCP " +
      'the next recv() gets it.',
    sources: ['recv(2) MSG_TRUNC', 'udp(7)'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    client.datagramSocket('c'),
    client.sendto('c', 100, 's'),
    client.sendto('c', 100, 's'),
    server.recvfrom('s', 10).gives(10),
    server.recvfrom('s', 10, MSG_TRUNC).givesBetween(100, 100),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > udp 100   sendto(c)#1   => recvfrom(s)#1
    c > udp 100   sendto(c)#2   => recvfrom(s)#2
  `,
};
