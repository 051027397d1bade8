import { IPPROTO_TCP, MSG_WAITALL, TCP_NODELAY } from '@sockscope/core';
import { client, server, wire } from '../script';
import type { Scenario } from '../script';
import { closed, CLOSED_AFAR, CONNECTED, connected } from './openings';

export const lostSegment: Scenario = {
  name: 'lost-segment',
  family: 'waiting',
  summary: 'a lost segment is sent again once later ones have arrived; recv() waits for it',
  explanation: {
    asked: 'Five sends of 1000 bytes; the wire loses the first segment.',
    happened:
      "The other four arrive and wait in the server's kernel: recv() gets nothing, because TCP delivers in " +
      "order. Each makes the kernel say again which byte it misses, and the client's kernel sends the lost " +
      'segment again long before its timer. The retransmission has the bytes of the first send().',
    sources: ['RFC 5681 §3.2', 'RFC 2018', 'RFC 9293 §3.8'],
  },
  needs: { wire: { delayMs: 5 } },
  steps: [
    ...connected,
    client.setsockopt('c', IPPROTO_TCP, TCP_NODELAY, 1),
    wire.loses({ from: 'client', hasPayload: true }),
    client.send('c', 1000),
    client.send('c', 1000),
    client.send('c', 1000),
    client.send('c', 1000),
    client.send('c', 1000),
    server.recv('s', 5000, MSG_WAITALL).gives(5000),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    c > P. 1000    send(c)#1[0:1000]
    mix {
    c > P. 1000    send(c)#2[1000:2000]
    c > P. 1000    send(c)#3[2000:3000]
    c > P. 1000    send(c)#4[3000:4000]
    c > P. 1000    send(c)#5[4000:5000]      => recv(s)?
    + c > P. 1000  kernel retransmission|tail-loss-probe of send(c)#1[0:1000] whenever   => recv(s)?
    * c > P. 1000  kernel retransmission|tail-loss-probe of send(c)#5[4000:5000]   => recv(s)?   // a tail loss probe came first
    + c < .        kernel ack|duplicate-ack|delayed-ack
    }
    ${CLOSED_AFAR}
  `,
};
