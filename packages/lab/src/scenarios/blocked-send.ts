import { MSG_WAITALL, SOL_SOCKET, SO_RCVBUF, SO_SNDBUF } from '@sockscope/core';
import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED } from './openings';

export const blockedSend: Scenario = {
  name: 'blocked-send',
  family: 'waiting',
  summary: 'send() sleeps while the buffers are full, until recv() and an ACK make room',
  explanation: {
    asked:
      'A blocking send() of 20,000 bytes; both buffers hold a few thousand, and the server reads nothing at ' +
      'first.',
    happened:
      "send() fills its own buffer and the server's, and sleeps. When recv() empties the server's buffer the " +
      "window opens, ACKs free the sender's buffer, and send() goes on; most of its bytes leave when the " +
      'kernel gets room, and the last of them after it has returned.',
    sources: ['send(2)', 'socket(7) SO_SNDBUF', 'RFC 9293 §3.8.6'],
  },
  steps: [
    server.socket('l'),
    server.setsockopt('l', SOL_SOCKET, SO_RCVBUF, 4096),
    server.bind('l'),
    server.listen('l', 5),
    client.socket('c'),
    client.setsockopt('c', SOL_SOCKET, SO_SNDBUF, 4096),
    client.connect('c', 'l'),
    server.accept('l', 's'),
    meanwhile(client.send('c', 20_000)),
    client.isInside('send'),
    client.isStalled('c'),
    server.recv('s', 20_000, MSG_WAITALL).gives(20_000),
    client.finished(),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. N  send(c) whenever
    c < .         kernel ack|delayed-ack|window-update   => send(c) in-call
    * c < .       kernel ack|delayed-ack|window-update
    * c > .       kernel zero-window-probe               // the kernel asked for room meanwhile
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
