import { client, server } from '../script';
import type { Scenario } from '../script';

export const udpRefusedConnected: Scenario = {
  name: 'udp-refused-connected',
  family: 'udp',
  summary: 'nobody is there: the error of one send() is reported by the next call',
  explanation: {
    asked: 'A connected UDP socket sends to a port where nobody is.',
    happened:
      'connect() sends nothing. The first send() succeeds; its datagram is answered by an ICMP error, which ' +
      'the kernel keeps for the next call: the second send() fails with ECONNREFUSED and sends nothing. The ' +
      'third sends again.',
    sources: ['udp(7) ERRORS', 'RFC 1122 §4.1.3.3', 'icmp(7)'],
  },
  steps: [
    server.datagramSocket('s'),
    server.bind('s'),
    server.close('s'),
    client.datagramSocket('c'),
    client.connect('c', 's'),
    client.send('c', 'one'),
    client.send('c', 'two').fails('ECONNREFUSED'),
    client.send('c', 'three'),
    client.close('c'),
  ],
  expect: `
    c > udp 3   send(c)#1
    c < icmp    kernel port-unreachable   => send(c)#2 earlier
    c > udp 5   send(c)#3
    c < icmp    kernel port-unreachable
  `,
};
