import { MSG_WAITALL, SOL_SOCKET, SO_RCVBUF } from '@sockscope/core';
import { client, pause, server } from '../script';
import type { Scenario } from '../script';
import { CLOSED, closed, CONNECTED } from './openings';

export const zeroWindow: Scenario = {
  name: 'zero-window',
  family: 'waiting',
  summary: 'a receiver that does not read closes its window; the sender probes until it opens',
  explanation: {
    asked: 'The client sends 20,000 bytes to a server whose buffer is small and that does not read for a while.',
    happened:
      "When the buffer is full the server's ACK announces a window of 0, and the rest stays with the client. " +
      "After 200 ms, then after twice as long, the client's kernel sends a probe, an old sequence number " +
      'without data, to ask again. recv() makes room and sends the window update: one of the few packets that ' +
      'a recv() makes.',
    sources: ['RFC 9293 §3.8.6.1', 'RFC 1122 §4.2.2.17', 'socket(7) SO_RCVBUF'],
  },
  steps: [
    server.socket('l'),
    server.setsockopt('l', SOL_SOCKET, SO_RCVBUF, 4096),
    server.bind('l'),
    server.listen('l', 5),
    client.socket('c'),
    client.connect('c', 'l'),
    server.accept('l', 's'),
    client.send('c', 20_000),
    client.isStalled('c'),
    pause(900),
    server.recv('s', 20_000, MSG_WAITALL).gives(20_000),
    client.isAcknowledged('c'),
    ...closed,
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. N  send(c) whenever
    + c < .       kernel ack|delayed-ack   => send(c)?
    }
    c > .         kernel zero-window-probe
    mix {
    + c > .       kernel zero-window-probe
    + c < .       kernel ack
    }
    c < .         kernel window-update
    mix {
    * c > ./P. N  send(c) later
    * c < .       kernel ack|delayed-ack|window-update   => send(c)?
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    c > P. N      send(c) later   => recv(s) in-call
    mix {
    + c < .       kernel ack|delayed-ack|window-update   => send(c)?
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    ${CLOSED}
  `,
};
