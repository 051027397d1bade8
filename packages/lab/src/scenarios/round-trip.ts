import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { closed, CLOSED_AFAR, listening } from './openings';

export const roundTrip: Scenario = {
  name: 'round-trip',
  family: 'opening',
  summary: 'over a distance of 20 ms, connect() takes a round trip, and so does every question',
  explanation: {
    asked: 'connect(), a question and its answer, over a wire that takes 20 ms each way.',
    happened:
      'On loopback every answer seems to come at once. Here connect() sleeps 40 ms for its SYN-ACK and recv() ' +
      'as long for the answer, while send() returns at once: it does not wait for the network. accept() wakes ' +
      '20 ms after connect() has returned.',
    sources: ['RFC 9293 §3.5', 'RFC 6298 §2'],
  },
  needs: { wire: { delayMs: 20 } },
  steps: [
    ...listening,
    meanwhile(server.accept('l', 's'), server.recv('s', 100).gives(8), server.send('s', 'answer')),
    server.isInside('accept'),
    client.socket('c'),
    client.connect('c', 'l'),
    client.send('c', 'question'),
    client.recv('c', 100).gives(6),
    server.finished(),
    ...closed,
  ],
  expect: `
    c > S      connect(c)
    c < S.     kernel handshake-answer   => connect(c) in-call
    c > .      kernel handshake-ack      => accept(l) in-call
    c > P. 8   send(c)[0:8]              => recv(s)
    ? c < .    kernel ack|delayed-ack                // the question was acknowledged before the answer
    c < P. 6   send(s)[0:6] whenever        => recv(c) in-call
    ? c > .    kernel ack|delayed-ack    // the answer was acknowledged before the end
    c client  SYN-SENT ESTABLISHED
    c server  LISTEN SYN-RECEIVED ESTABLISHED
    ${CLOSED_AFAR}
  `,
};
