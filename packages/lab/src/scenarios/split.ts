import { MSG_WAITALL } from '@sockscope/core';
import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED, connected } from './openings';

export const split: Scenario = {
  name: 'split',
  family: 'data',
  summary: 'one send() makes several segments, one recv() takes them all',
  explanation: {
    asked: 'One send() of 200,000 bytes, and one recv() with MSG_WAITALL for all of them.',
    happened:
      'The kernel cuts the bytes into segments as window and segment size allow. send() returns when the last ' +
      "byte is in the kernel's buffer; recv() returns with the segment that brings the last byte.",
    sources: ['send(2)', 'recv(2) MSG_WAITALL', 'RFC 9293 §3.7'],
  },
  steps: [
    ...connected,
    meanwhile(server.recv('s', 200_000, MSG_WAITALL).gives(200_000)),
    server.isInside('recv'),
    client.send('c', 200_000),
    server.finished(),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. N  send(c) whenever
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
