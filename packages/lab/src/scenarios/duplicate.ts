import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { CLOSED_AFAR, closed, CONNECTED, connected } from './openings';

export const duplicate: Scenario = {
  name: 'duplicate',
  family: 'waiting',
  summary: 'a segment that arrives twice is delivered once',
  explanation: {
    asked: 'One send(); the wire carries its segment twice.',
    happened:
      'The second copy has sequence numbers that were received already: the kernel throws it away, and says so ' +
      'in an ACK that tells which bytes came twice (D-SACK). recv() gets them once.',
    sources: ['RFC 9293 §3.4', 'RFC 2883'],
  },
  needs: { wire: {} },
  steps: [
    ...connected,
    wire.doubles({ from: 'client', hasPayload: true }),
    client.send('c', 'once'),
    server.recv('s', 100).gives(4),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 4   send(c)[0:4]   => recv(s)
    c < .      kernel ack|delayed-ack
    c < .      kernel ack|duplicate-ack
    ${CLOSED_AFAR}
  `,
};
