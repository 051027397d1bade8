import { MSG_WAITALL } from '@sockscope/core';
import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const gso: Scenario = {
  name: 'gso',
  family: 'data',
  summary: 'captured segments are longer than the MTU: the kernel cuts them later, or never',
  explanation: {
    asked: 'One send() of 100,000 bytes over an interface whose MTU is 1500 bytes.',
    happened:
      'The segments that tcpdump sees are tens of kilobytes long, though no segment may exceed 1460 bytes: the ' +
      'kernel hands large pieces down and leaves the cutting to the network card (generic segmentation ' +
      'offload). On loopback nobody ever cuts.',
    sources: ['RFC 9293 §3.7.1', 'tcp(7)', 'ip(7) IP_MTU'],
  },
  needs: { mtu: 1500 },
  steps: [
    ...connected,
    meanwhile(server.recv('s', 100_000, MSG_WAITALL).gives(100_000)),
    server.isInside('recv'),
    client.send('c', 100_000),
    server.finished(),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. >1460  send(c) whenever
    * c > ./P. N   send(c) whenever
    * c < .       kernel ack|delayed-ack|window-update   => send(c)?
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    c > ./P. N    send(c) whenever   => recv(s) in-call
    mix {
    + c < .       kernel ack|delayed-ack|window-update
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    ${CLOSED}
  `,
};
