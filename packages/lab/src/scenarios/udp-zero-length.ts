import { client, server } from '../script';
import type { Scenario } from '../script';

export const udpZeroLength: Scenario = {
  name: 'udp-zero-length',
  family: 'udp',
  summary: 'a datagram without bytes is a datagram: recv() = 0 is no end',
  explanation: {
    asked: 'The client sends a datagram of 0 bytes and then one of 5.',
    happened:
      'Both are on the wire. The first makes recvfrom() return 0, which means the end for TCP; for UDP it is a ' +
      'datagram like any other, and the next one follows.',
    sources: ['udp(7)', 'recv(2) RETURN VALUE', 'RFC 768'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    client.datagramSocket('c'),
    client.sendto('c', 0, 's'),
    client.sendto('c', 'after', 's'),
    server.recvfrom('s', 100).gives(0),
    server.recvfrom('s', 100).gives(5),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > udp 0   sendto(c)#1   => recvfrom(s)#1
    c > udp 5   sendto(c)#2   => recvfrom(s)#2
  `,
};
