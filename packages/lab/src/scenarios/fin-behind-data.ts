import { MSG_WAITALL, SOL_SOCKET, SO_RCVBUF } from '@sockscope/core';
import { client, pause, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED } from './openings';

export const finBehindData: Scenario = {
  name: 'fin-behind-data',
  family: 'closing',
  summary: 'close() returns at once; its FIN waits behind data that the window holds back',
  explanation: {
    asked: 'send() of 20,000 bytes to a server that does not read yet, and close() right behind it.',
    happened:
      'close() returns although most of the data has not left: the kernel keeps the dead socket and goes on ' +
      "sending. The FIN comes with the last bytes, long after close() returned, and is still close()'s.",
    sources: ['close(2)', 'RFC 9293 §3.6', 'socket(7) SO_LINGER'],
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
    client.close('c'),
    pause(50),
    server.recv('s', 20_000, MSG_WAITALL).gives(20_000),
    server.recv('s', 1).gives(0),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    mix {
    + c > ./P. N  send(c) whenever
    + c < .       kernel ack|delayed-ack|window-update   => send(c)?
    * c > .       kernel zero-window-probe               // the kernel asked for room meanwhile
    * c > ./P. N  kernel retransmission|tail-loss-probe of send(c) whenever    // a tail loss probe repeated the last bytes
    }
    c > FP. N     send(c) later + close(c) later   => recv(s)#1, recv(s)#2
    ? c < .       kernel ack|delayed-ack    // the first FIN was acknowledged before the second
    c < F.        close(s)
    ? c < .       kernel ack    // an acknowledgment was overtaken by the FIN
    c > .         kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2? TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
