import { SOL_SOCKET, SO_REUSEADDR } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED } from './openings';

export const timeWait: Scenario = {
  name: 'time-wait',
  family: 'closing',
  summary: 'who closes first keeps the port in TIME-WAIT: bind() fails with EADDRINUSE',
  explanation: {
    asked: 'The server closes first, ends, and is started again on the same port at once.',
    happened:
      'The end that sent the first FIN keeps the connection for 60 s in TIME-WAIT, so that late segments find ' +
      'somebody. bind() fails with EADDRINUSE until SO_REUSEADDR is set, which the first listener had too. ' +
      'Neither bind() makes a packet.',
    article: "The article's server closes each connection first, so it cannot be started again for a minute.",
    sources: ['RFC 9293 §3.6.1', 'socket(7) SO_REUSEADDR', 'tcp(7)'],
  },
  steps: [
    server.socket('l'),
    server.setsockopt('l', SOL_SOCKET, SO_REUSEADDR, 1),
    server.bind('l'),
    server.listen('l', 5),
    client.socket('c'),
    client.connect('c', 'l'),
    server.accept('l', 's'),
    server.close('s'),
    client.isIn('c', 'CLOSE-WAIT'),
    client.close('c'),
    server.close('l'),
    server.socket('again'),
    server.bind('again', 'l').fails('EADDRINUSE'),
    server.setsockopt('again', SOL_SOCKET, SO_REUSEADDR, 1),
    server.bind('again', 'l'),
    server.close('again'),
  ],
  expect: `
    ${CONNECTED}
    c < F.   close(s)
    ? c > .  kernel ack|delayed-ack    // the first FIN was acknowledged before the second
    c > F.   close(c)
    ? c > .  kernel ack    // an acknowledgment was overtaken by the FIN
    c < .    kernel ack
    c client  CLOSE-WAIT LAST-ACK CLOSED
    c server  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
  `,
};
