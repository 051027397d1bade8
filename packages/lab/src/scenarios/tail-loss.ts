import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { closed, CLOSED_AFAR, CONNECTED, connected } from './openings';

export const tailLoss: Scenario = {
  name: 'tail-loss',
  family: 'waiting',
  summary: 'the last segment is lost: a probe repeats it before the timer does',
  explanation: {
    asked: 'Two sends; the wire loses the segment of the second.',
    happened:
      'Nothing comes after it that could tell the client of the loss. After some round-trip times its kernel ' +
      'sends the last segment again, to provoke an answer (a tail loss probe), or, if that fails, when the ' +
      'retransmission timer ends after 200 ms or more.',
    sources: ['RFC 8985 §7', 'RFC 6298 §5'],
  },
  needs: { wire: { delayMs: 5 } },
  steps: [
    ...connected,
    client.send('c', 'first'),
    client.isAcknowledged('c'),
    wire.loses({ from: 'client', hasPayload: true }),
    client.send('c', 'last'),
    server.hasUnread('s', 9),
    server.recv('s', 100).gives(9),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 5   send(c)#1[0:5]
    mix {
    + c < .     kernel ack|delayed-ack|duplicate-ack
    * c > P. 5  kernel retransmission|tail-loss-probe of send(c)#1[0:5]   // the machine was slow, and the first was repeated
    }
    c > P. 4   send(c)#2[5:9]           => recv(s)?
    + c > P. 4  kernel retransmission|tail-loss-probe of send(c)#2[5:9]   => recv(s)?
    c < .      kernel ack|delayed-ack
    ${CLOSED_AFAR}
  `,
};
