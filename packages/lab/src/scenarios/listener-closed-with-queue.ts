import { client, server } from '../script';
import type { Scenario } from '../script';
import { listening } from './openings';

export const listenerClosedWithQueue: Scenario = {
  name: 'listener-closed-with-queue',
  family: 'reset',
  summary: 'close() of a listener resets every connection that nobody accepted',
  explanation: {
    asked: 'Two clients connect; the server closes its listening socket without having called accept().',
    happened:
      'Both were connected, as far as they knew. The close() of the listener sends a RST to each connection in ' +
      'its queue: one call, two packets, in connections that the server never saw.',
    sources: ['listen(2)', 'close(2)', 'RFC 9293 §3.10.4'],
  },
  steps: [
    ...listening,
    client.socket('c1'),
    client.connect('c1', 'l'),
    client.socket('c2'),
    client.connect('c2', 'l'),
    server.close('l'),
    client.recv('c1', 100).fails('ECONNRESET'),
    client.recv('c2', 100).fails('ECONNRESET'),
    client.close('c1'),
    client.close('c2'),
  ],
  expect: `
    c1 > S   connect(c1)
    c1 < S.  kernel handshake-answer   => connect(c1)
    c1 > .   kernel handshake-ack
    c2 > S   connect(c2)
    c2 < S.  kernel handshake-answer   => connect(c2)
    c2 > .   kernel handshake-ack
    c1 < R.  close(l)                  => recv(c1) earlier
    c2 < R.  close(l)                  => recv(c2) earlier
    c1 client  SYN-SENT ESTABLISHED CLOSED
    c1 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSED
    c2 client  SYN-SENT ESTABLISHED CLOSED
    c2 server  LISTEN SYN-RECEIVED ESTABLISHED CLOSED
  `,
};
