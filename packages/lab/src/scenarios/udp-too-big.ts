import { client, server } from '../script';
import type { Scenario } from '../script';

export const udpTooBig: Scenario = {
  name: 'udp-too-big',
  family: 'udp',
  summary: 'the largest datagram has 65,507 bytes; one more is EMSGSIZE and sends nothing',
  explanation: {
    asked: 'sendto() with 65,507 bytes, and with one more.',
    happened:
      'An IP packet has 65,535 bytes at most; 20 are the IP header and 8 the UDP header. The longest datagram ' +
      'leaves whole on loopback, whose MTU is 65,536; the other fails before anything is sent.',
    sources: ['udp(7) EMSGSIZE', 'RFC 768', 'RFC 791 §3.1'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    client.datagramSocket('c'),
    client.sendto('c', 65_507, 's'),
    client.sendto('c', 65_508, 's').fails('EMSGSIZE'),
    server.recvfrom('s', 65_535).gives(65_507),
    client.close('c'),
    server.close('s'),
  ],
  expect: `
    c > udp 65507   sendto(c)#1   => recvfrom(s)
  `,
};
