import { SOL_SOCKET, SO_RCVTIMEO } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';

export const udpRefusedUnconnected: Scenario = {
  name: 'udp-refused-unconnected',
  family: 'udp',
  summary: 'nobody is there: an unconnected socket never learns of it',
  explanation: {
    asked: 'An unconnected UDP socket sends twice to a port where nobody is, and waits for an answer.',
    happened:
      'Both datagrams are answered by ICMP errors, and the kernel tells nobody: the socket could have sent to ' +
      'many peers. Without a time-out recvfrom() would wait for ever. IP_RECVERR would show the errors.',
    article:
      "The article's UDP client waits in recvfrom() without a time-out, on an unconnected socket: without a " +
      'server it hangs.',
    sources: ['udp(7) ERRORS', 'ip(7) IP_RECVERR', 'RFC 1122 §4.1.3.3'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    server.close('s'),
    client.datagramSocket('c'),
    client.setsockopt('c', SOL_SOCKET, SO_RCVTIMEO, { timeoutMs: 100 }),
    client.sendto('c', 'one', 's'),
    client.sendto('c', 'two', 's'),
    client.recvfrom('c', 100).fails('EAGAIN'),
    client.close('c'),
  ],
  expect: `
    c > udp 3   sendto(c)#1
    c < icmp    kernel port-unreachable
    c > udp 3   sendto(c)#2
    c < icmp    kernel port-unreachable
  `,
};
