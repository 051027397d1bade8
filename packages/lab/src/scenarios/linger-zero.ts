import { SOL_SOCKET, SO_LINGER } from '@sockscope/core';
import { client, meanwhile, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const lingerZero: Scenario = {
  name: 'linger-zero',
  family: 'reset',
  summary: 'SO_LINGER with 0 seconds: close() resets',
  explanation: {
    asked: 'SO_LINGER {1, 0} and close().',
    happened:
      "A RST in place of a FIN; both sockets are gone at once, no TIME-WAIT stays, and the server's recv() " +
      'fails with ECONNRESET. Unsent data would be thrown away.',
    sources: ['socket(7) SO_LINGER', 'RFC 9293 §3.10.4'],
  },
  steps: [
    ...connected,
    client.setsockopt('c', SOL_SOCKET, SO_LINGER, { lingerSeconds: 0 }),
    meanwhile(server.recv('s', 100).fails('ECONNRESET')),
    server.isInside('recv'),
    client.close('c'),
    server.finished(),
    server.close('s'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > R.   close(c)   => recv(s) in-call
    c client  CLOSED
    c server  CLOSED
  `,
};
