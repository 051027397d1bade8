import { IPPROTO_TCP, SOL_SOCKET, SO_LINGER, TCP_QUICKACK } from '@sockscope/core';
import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const lingerTimeout: Scenario = {
  name: 'linger-timeout',
  family: 'closing',
  summary: 'SO_LINGER with a time: close() sleeps until its FIN is acknowledged',
  explanation: {
    asked: 'After three bytes, SO_LINGER {1, 5} and close(), while the server is busy.',
    happened:
      'The FIN leaves as always, but close() returns only when it is acknowledged: here 40 ms later, when the ' +
      "server's delayed ACK comes. It does not wait for the server's own close().",
    sources: ['socket(7) SO_LINGER', 'RFC 9293 §3.6'],
  },
  steps: [
    ...connected,
    server.setsockopt('s', IPPROTO_TCP, TCP_QUICKACK, 0),
    client.send('c', 'bye'),
    server.recv('s', 100).gives(3),
    client.isAcknowledged('c'),
    client.setsockopt('c', SOL_SOCKET, SO_LINGER, { lingerSeconds: 5 }),
    client.close('c'),
    server.recv('s', 100).gives(0),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 3   send(c)[0:3]         => recv(s)#1
    c < .    kernel delayed-ack
    c > F.   close(c)               => recv(s)#2 earlier
    c < .    kernel delayed-ack     => close(c) in-call
    c < F.   close(s)
    c > .    kernel ack
    c client  FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT
    c server  CLOSE-WAIT LAST-ACK CLOSED
  `,
};
