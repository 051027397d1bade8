import { MSG_DONTWAIT, MSG_WAITALL, SOL_SOCKET, SO_RCVBUF, SO_SNDBUF } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED } from './openings';

export const partialSend: Scenario = {
  name: 'partial-send',
  family: 'waiting',
  summary: 'a nonblocking send() takes what fits: the result counts, not what was asked',
  explanation: {
    asked: 'Three nonblocking sends of 20,000 bytes, more than the buffers hold.',
    happened:
      'The first two return fewer than they were asked to take, and only these bytes have sequence numbers and ' +
      'ever leave; the third fails with EAGAIN and owns no byte. A program that ignores the result of send() ' +
      'loses the rest.',
    article: "The article's programs ignore what send() returns.",
    sources: ['send(2) EAGAIN', 'socket(7) SO_SNDBUF'],
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
    client.send('c', 20_000, MSG_DONTWAIT).givesBetween(1, 19_999),
    client.isStalled('c'),
    client.send('c', 20_000, MSG_DONTWAIT).givesBetween(1, 19_999),
    client.send('c', 20_000, MSG_DONTWAIT).fails('EAGAIN'),
    client.close('c'),
    server.recv('s', 40_000, MSG_WAITALL).givesBetween(1, 39_999),
    server.recv('s', 40_000).gives(0),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. N  send(c) whenever
    * c > ./P. N  send(c)#1 whenever + send(c)#2 whenever
    * c < .       kernel ack|delayed-ack|window-update
    * c > .       kernel zero-window-probe               // the kernel asked for room meanwhile
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    c > FP. N     send(c)#2 later + close(c) later   => recv(s)#1, recv(s)#2
    c < .         kernel ack|delayed-ack
    c < F.        close(s)
    c > .         kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
