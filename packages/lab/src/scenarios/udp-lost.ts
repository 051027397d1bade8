import { SOL_SOCKET, SO_RCVTIMEO } from '@sockscope/core';
import { client, server, wire } from '../script';
import type { Scenario } from '../script';

export const udpLost: Scenario = {
  name: 'udp-lost',
  family: 'udp',
  summary: 'a lost datagram is gone, and nobody is told',
  explanation: {
    asked: 'Two datagrams; the wire loses the first.',
    happened:
      'Both sendto() calls succeed. The server gets the second and can wait for the first as long as it likes: ' +
      'UDP repeats nothing and reports nothing.',
    sources: ['udp(7)', 'RFC 768'],
  },
  needs: { wire: {} },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    server.setsockopt('s', SOL_SOCKET, SO_RCVTIMEO, { timeoutMs: 200 }),
    client.datagramSocket('c'),
    wire.loses({ from: 'client', protocol: 'udp' }),
    client.sendto('c', 'lost', 's'),
    client.sendto('c', 'found', 's'),
    server.recvfrom('s', 100).gives(5),
    server.recvfrom('s', 100).fails('EAGAIN'),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > udp 4   sendto(c)#1
    c > udp 5   sendto(c)#2   => recvfrom(s)#1
  `,
};
