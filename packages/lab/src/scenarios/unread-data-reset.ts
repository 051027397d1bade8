import { client, server } from '../script';
import type { Scenario } from '../script';
import { CONNECTED, connected } from './openings';

export const unreadDataReset: Scenario = {
  name: 'unread-data-reset',
  family: 'reset',
  summary: 'close() with unread data sends a RST in place of a FIN',
  explanation: {
    asked: 'The client sends 6 bytes; the server closes without reading them.',
    happened:
      "A FIN would say that all was received. So the kernel sends a RST: the client's recv() fails with " +
      'ECONNRESET, once, and its next send() with EPIPE. Bytes that the client had not read yet would be lost ' +
      'too.',
    sources: ['RFC 2525 §2.17', 'RFC 9293 §3.10.4', 'send(2) EPIPE'],
  },
  steps: [
    ...connected,
    client.send('c', 'unread'),
    server.hasUnread('s', 6),
    server.close('s'),
    client.recv('c', 100).fails('ECONNRESET'),
    client.send('c', 'more').fails('EPIPE'),
    client.close('c'),
    server.close('l'),
  ],
  expect: `
    ${CONNECTED}
    c > P. 6   send(c)#1[0:6]
    ? c < .    kernel ack                // the data was acknowledged before the reset
    c < R.     close(s)                  => recv(c) earlier, send(c)#2 earlier
    c client  CLOSED
    c server  CLOSED
  `,
};
