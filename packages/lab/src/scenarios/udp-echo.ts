import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';

export const udpEcho: Scenario = {
  name: 'udp-echo',
  family: 'udp',
  summary: 'sendto() is one datagram, recvfrom() takes one; nothing else is on the wire',
  explanation: {
    asked: 'The client sends a datagram of 5 bytes; the server, waiting in recvfrom(), sends it back.',
    happened:
      'Each sendto() is one datagram, each recvfrom() takes one. There is no handshake, no acknowledgment and ' +
      'no end: close() sends nothing.',
    sources: ['udp(7)', 'sendto(2)', 'RFC 768'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    client.datagramSocket('c'),
    client.bind('c'),
    meanwhile(server.recvfrom('s', 100).gives(5)),
    server.isInside('recvfrom'),
    client.sendto('c', 'hello', 's'),
    server.finished(),
    server.sendto('s', 'hello', 'c'),
    client.recvfrom('c', 100).gives(5),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > udp 5   sendto(c)   => recvfrom(s) in-call
    c < udp 5   sendto(s)   => recvfrom(c) earlier
  `,
};
